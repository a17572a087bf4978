import { randomInt } from 'node:crypto';
import { placeholders } from '../db/placeholders';
import type { Database, Reader, Transaction } from '../db/database';
import type { LevelSpanRow, MemberSpanRow, OrganizationRow } from '../db/entities';
import { readFacts } from '../db/read-facts';
import { runSync, type Catalogue } from '../rules';
import { editionOf, NO_EDITION, readEditions } from './edition';
import {
  differenceStepwise,
  updateSpans,
  LEVEL_SPANS,
  MEMBER_SPANS,
  storedSpans,
  type Spans,
} from './update-spans';
import { countOutdated } from './refill';
import { rowsOf } from './rows-of';

const ORGANIZATIONS_AT_ONCE = 200;

export interface Verifying {
  /** Read with what the facts are read with: whoever holds rows must not wait for another connection. */
  readonly versions: (reader: Reader) => Promise<readonly Catalogue[]>;
  /** So many organizations whose spans are not marked as outdated, picked by chance; null: all. */
  readonly sample: number | null;
  /** Rewrites what differs. */
  readonly repair: boolean;
  /** After each batch, with the number of organizations that were looked at so far. */
  readonly onBatch?: (done: number) => void;
  readonly onDifference: (difference: Difference) => void;
}

/** A row that is stored and not derived, or derived and not stored. */
export interface Difference {
  readonly organization: Pick<OrganizationRow, 'id' | 'name'>;
  readonly is: 'missing' | 'not derived';
  readonly row: LevelSpanRow | MemberSpanRow;
}

export interface Verified {
  /** Whose spans were compared. */
  readonly organizations: number;
  /** Whose spans are marked as outdated, besides: searches evaluate them, so there is nothing to compare. */
  readonly marked: number;
  /** Of those compared. */
  readonly different: number;
}

/**
 * Derives the spans of organizations anew and compares them with those that are kept. What seems to differ is looked at
 * once more under the lock of its organization: a fact may just have been written, or a version published.
 */
export async function verify(database: Database, verifying: Verifying): Promise<Verified> {
  const { sample, repair, onBatch, onDifference } = verifying;
  let [organizations, different, looked] = [0, 0, 0];
  let marked = sample === null ? 0 : await countOutdated(database);
  for await (const ids of pick(database, sample)) {
    const first = await compare(database, await verifying.versions(database), ids);
    organizations += first.same;
    marked += first.marked;
    for (const id of first.suspect) {
      const again = await database.transaction(async (transaction) => {
        await transaction.rows(`SELECT id FROM organization WHERE id = ?${transaction.forUpdate}`, [id]);
        // Read while nobody else can derive its spans: so none are of a newer version than these.
        const versions = await verifying.versions(transaction);
        const found = await compare(transaction, versions, [id]);
        if (repair && found.differences.length > 0) await updateSpans(transaction, versions, [id]);
        return found;
      });
      if (again.marked > 0) marked++;
      else organizations++;
      if (again.differences.length > 0) different++;
      again.differences.forEach(onDifference);
    }
    looked += ids.length;
    onBatch?.(looked);
  }
  return { organizations, marked, different };
}

interface Compared {
  readonly same: number;
  readonly marked: number;
  /** The ids of those that differ, or were derived from versions that are not among these. */
  readonly suspect: readonly string[];
  readonly differences: readonly Difference[];
}

async function compare(
  reader: Pick<Transaction, 'rows'>,
  versions: readonly Catalogue[],
  organizationIds: readonly string[],
): Promise<Compared> {
  const organizations = await reader.rows<OrganizationRow>(
    `SELECT id, name, searchName, country, edition FROM organization` +
      ` WHERE id IN (${placeholders(organizationIds)}) ORDER BY id`,
    organizationIds,
  );
  const ids = organizations.map(({ id }) => id);
  const stored = await storedSpans(reader, ids);
  const facts = await readFacts(reader, ids);
  const levels = Map.groupBy(stored.levels, ({ organizationId }) => organizationId);
  const members = Map.groupBy(stored.members, ({ organizationId }) => organizationId);
  let [same, marked] = [0, 0];
  const suspect: string[] = [];
  const differences: Difference[] = [];
  for (const [i, organization] of organizations.entries()) {
    const own = facts[i] ?? null;
    const edition = own === null ? null : editionOf(versions, own.closings);
    if (own === null || edition === null || organization.edition < edition) {
      marked++;
      continue;
    }
    const derived = rowsOf(versions, own, organization);
    const found = [
      ...differencesOf(LEVEL_SPANS, organization, levels.get(organization.id), derived.levels),
      ...differencesOf(MEMBER_SPANS, organization, members.get(organization.id), derived.members),
    ];
    differences.push(...found);
    if (found.length > 0 || organization.edition > edition) suspect.push(organization.id);
    else same++;
  }
  return { same, marked, suspect, differences };
}

function differencesOf<Row extends Difference['row']>(
  spans: Spans<Row>,
  organization: Difference['organization'],
  stored: readonly Row[] = [],
  derived: readonly Row[],
): readonly Difference[] {
  const { missing, gone } = runSync(() => differenceStepwise(spans, stored, derived))();
  return [
    ...missing.map((row) => ({ organization, is: 'missing' as const, row })),
    ...gone.map((row) => ({ organization, is: 'not derived' as const, row })),
  ];
}

/** How many organizations are looked at. */
export async function countToVerify(database: Database, sample: number | null): Promise<number> {
  const all = await countOrganizations(database);
  return sample === null ? all : Math.min(sample, all - (await countOutdated(database)));
}

/** All of them, or those whose spans are of this edition or a newer one. */
export async function countOrganizations(database: Database, from = NO_EDITION): Promise<number> {
  const [row] = await database.rows<{ total: number }>(
    'SELECT COUNT(*) AS total FROM organization WHERE edition >= ?',
    [from],
  );
  return row?.total ?? 0;
}

/** The ids of all organizations, or of so many whose spans are not marked, some at a time. */
async function* pick(database: Database, sample: number | null): AsyncGenerator<readonly string[]> {
  const { current } = await readEditions(database);
  const from = sample === null ? NO_EDITION : current;
  const places = sample === null ? null : placesAmong(await countOrganizations(database, from), sample);
  let after = '';
  let place = 0;
  for (;;) {
    const ids = await database.rows<{ id: string }>(
      'SELECT id FROM organization WHERE edition >= ? AND id > ? ORDER BY id LIMIT ?',
      [from, after, ORGANIZATIONS_AT_ONCE],
    );
    const some = ids.map(({ id }) => id).filter(() => places === null || places.has(place++));
    if (some.length > 0) yield some;
    after = ids.at(-1)?.id ?? after;
    if (ids.length < ORGANIZATIONS_AT_ONCE) return;
  }
}

/** So many places by chance; null: every one, since there are no more. */
function placesAmong(all: number, sample: number): ReadonlySet<number> | null {
  if (sample >= all) return null;
  const places = new Set<number>();
  while (places.size < sample) places.add(randomInt(all));
  return places;
}
