import { randomInt } from 'node:crypto';
import { among } from '../db/among';
import type { Database, Transaction } from '../db/database';
import type { LevelSpanRow, MemberSpanRow, OrganizationRow } from '../db/entities';
import { readFacts } from '../db/read-facts';
import type { Catalogue } from '../rules';
import { editionOf } from './edition';
import { differenceOf, keepSpans, LEVEL_SPANS, MEMBER_SPANS, storedSpans, type Spans } from './keep-spans';
import { rowsOf } from './rows-of';

const ORGANIZATIONS_AT_ONCE = 200;

export interface Verifying {
  readonly versions: () => Promise<readonly Catalogue[]>;
  /** So many organizations, picked by chance; null: all. */
  readonly sample: number | null;
  /** Rewrites what differs. */
  readonly repair: boolean;
  /** After each batch, with the number of organizations so far. */
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
  readonly organizations: number;
  /** Whose spans are marked as outdated: searches evaluate them, so there is nothing to compare. */
  readonly marked: number;
  readonly different: number;
}

/**
 * Derives the spans of organizations anew and compares them with those that are kept. What seems to differ is looked at
 * once more under the lock of its organization: a fact may just have been written.
 */
export async function verify(database: Database, verifying: Verifying): Promise<Verified> {
  let [organizations, marked, different] = [0, 0, 0];
  for await (const ids of pick(database, verifying.sample)) {
    const versions = await verifying.versions();
    const compared = await compare(database, versions, ids, '');
    marked += compared.marked;
    for (const { id } of compared.differences.map(({ organization }) => organization).filter(firstOfEach)) {
      const again = await database.transaction(async (transaction) => {
        const found = await compare(transaction, versions, [id], transaction.forUpdate);
        if (verifying.repair && found.differences.length > 0) await keepSpans(transaction, versions, [id]);
        return found;
      });
      marked += again.marked;
      if (again.differences.length > 0) different++;
      again.differences.forEach(verifying.onDifference);
    }
    organizations += ids.length;
    verifying.onBatch?.(organizations);
  }
  return { organizations, marked, different };
}

interface Compared {
  readonly marked: number;
  readonly differences: readonly Difference[];
}

async function compare(
  reader: Pick<Transaction, 'rows'>,
  versions: readonly Catalogue[],
  organizationIds: readonly string[],
  lock: string,
): Promise<Compared> {
  const organizations = await reader.rows<OrganizationRow>(
    `SELECT id, name, searchName, country, edition FROM organization` +
      ` WHERE id IN (${among(organizationIds)}) ORDER BY id${lock}`,
    organizationIds,
  );
  const ids = organizations.map(({ id }) => id);
  const stored = await storedSpans(reader, ids);
  const facts = await readFacts(reader, ids);
  const levels = Map.groupBy(stored.levels, ({ organizationId }) => organizationId);
  const members = Map.groupBy(stored.members, ({ organizationId }) => organizationId);
  let marked = 0;
  const differences: Difference[] = [];
  for (const [i, organization] of organizations.entries()) {
    const own = facts[i] ?? null;
    if (own === null || organization.edition < editionOf(versions, own.closings)) {
      marked++;
      continue;
    }
    const derived = rowsOf(versions, own, organization);
    differences.push(
      ...differencesOf(LEVEL_SPANS, organization, levels.get(organization.id), derived.levels),
      ...differencesOf(MEMBER_SPANS, organization, members.get(organization.id), derived.members),
    );
  }
  return { marked, differences };
}

function differencesOf<Row extends Difference['row']>(
  spans: Spans<Row>,
  organization: Difference['organization'],
  stored: readonly Row[] = [],
  derived: readonly Row[],
): readonly Difference[] {
  const { missing, gone } = differenceOf(spans, stored, derived);
  return [
    ...missing.map((row) => ({ organization, is: 'missing' as const, row })),
    ...gone.map((row) => ({ organization, is: 'not derived' as const, row })),
  ];
}

function firstOfEach({ id }: { readonly id: string }, i: number, all: readonly { readonly id: string }[]) {
  return all.findIndex((other) => other.id === id) === i;
}

/** How many organizations are looked at. */
export async function countToVerify(database: Database, sample: number | null): Promise<number> {
  const [row] = await database.rows<{ total: number }>('SELECT COUNT(*) AS total FROM organization');
  return Math.min(row?.total ?? 0, sample ?? Infinity);
}

/** The ids of all organizations, or of so many of them, some at a time. */
async function* pick(database: Database, sample: number | null): AsyncGenerator<readonly string[]> {
  const all = await countToVerify(database, null);
  const places = sample === null || sample >= all ? null : placesAmong(all, sample);
  let after = '';
  let place = 0;
  for (;;) {
    const ids = await database.rows<{ id: string }>(
      'SELECT id FROM organization WHERE id > ? ORDER BY id LIMIT ?',
      [after, ORGANIZATIONS_AT_ONCE],
    );
    const some = ids.map(({ id }) => id).filter(() => places === null || places.has(place++));
    if (some.length > 0) yield some;
    after = ids.at(-1)?.id ?? after;
    if (ids.length < ORGANIZATIONS_AT_ONCE) return;
  }
}

function placesAmong(all: number, sample: number): ReadonlySet<number> {
  const places = new Set<number>();
  while (places.size < sample) places.add(randomInt(all));
  return places;
}
