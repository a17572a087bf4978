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
  type SpanTable,
} from './update-spans';
import { countOutdated } from './refill';
import { spanRows } from './span-rows';

const BATCH_SIZE = 200;

export interface VerifyOptions {
  /**
   * Reads the versions with the same reader as the facts: a transaction that holds locks must not wait for another
   * connection.
   */
  readonly versions: (reader: Reader) => Promise<readonly Catalogue[]>;
  /** Size of a random sample of the organizations with up-to-date spans; null for all organizations. */
  readonly sample: number | null;
  readonly repair: boolean;
  readonly onBatch?: (done: number) => void;
  readonly onDifference: (difference: Difference) => void;
}

export interface Difference {
  readonly organization: Pick<OrganizationRow, 'id' | 'name'>;
  readonly is: 'missing' | 'not derived';
  readonly row: LevelSpanRow | MemberSpanRow;
}

export interface VerifyResult {
  readonly organizations: number;
  /** Organizations with outdated spans. Searches evaluate them, so there is nothing to compare. */
  readonly marked: number;
  readonly different: number;
}

/**
 * Derives the spans of organizations and compares them with the stored ones. An organization that seems to differ is
 * compared again under its lock, because a fact may have been written, or a version published, during the first
 * comparison.
 */
export async function verify(database: Database, verifying: VerifyOptions): Promise<VerifyResult> {
  const { sample, repair, onBatch, onDifference } = verifying;
  let [organizations, different, checked] = [0, 0, 0];
  let marked = sample === null ? 0 : await countOutdated(database);
  for await (const ids of batchesOfIds(database, sample)) {
    const first = await compare(database, await verifying.versions(database), ids);
    organizations += first.same;
    marked += first.marked;
    for (const id of first.suspect) {
      const again = await database.transaction(async (transaction) => {
        await transaction.rows(`SELECT id FROM organization WHERE id = ?${transaction.forUpdate}`, [id]);
        // Read under the lock, so that the stored spans cannot have been derived from newer versions.
        const versions = await verifying.versions(transaction);
        const compared = await compare(transaction, versions, [id]);
        if (repair && compared.differences.length > 0) await updateSpans(transaction, versions, [id]);
        return compared;
      });
      if (again.marked > 0) marked++;
      else organizations++;
      if (again.differences.length > 0) different++;
      again.differences.forEach(onDifference);
    }
    checked += ids.length;
    onBatch?.(checked);
  }
  return { organizations, marked, different };
}

interface Compared {
  readonly same: number;
  readonly marked: number;
  /** The ids of organizations that differ, or whose spans were derived from a newer edition than `versions`. */
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
    const organizationFacts = facts[i] ?? null;
    const edition = organizationFacts === null ? null : editionOf(versions, organizationFacts.closings);
    if (organizationFacts === null || edition === null || organization.edition < edition) {
      marked++;
      continue;
    }
    const derived = spanRows(versions, organizationFacts, organization);
    const ownDifferences = [
      ...differencesOf(LEVEL_SPANS, organization, levels.get(organization.id), derived.levels),
      ...differencesOf(MEMBER_SPANS, organization, members.get(organization.id), derived.members),
    ];
    differences.push(...ownDifferences);
    if (ownDifferences.length > 0 || organization.edition > edition) suspect.push(organization.id);
    else same++;
  }
  return { same, marked, suspect, differences };
}

function differencesOf<Row extends Difference['row']>(
  spans: SpanTable<Row>,
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

export async function countToVerify(database: Database, sample: number | null): Promise<number> {
  const total = await countOrganizations(database);
  return sample === null ? total : Math.min(sample, total - (await countOutdated(database)));
}

/** Counts organizations whose spans are of edition `from` or newer; by default, all organizations. */
export async function countOrganizations(database: Database, from = NO_EDITION): Promise<number> {
  const [row] = await database.rows<{ total: number }>(
    'SELECT COUNT(*) AS total FROM organization WHERE edition >= ?',
    [from],
  );
  return row?.total ?? 0;
}

async function* batchesOfIds(database: Database, sample: number | null): AsyncGenerator<readonly string[]> {
  const { current } = await readEditions(database);
  const from = sample === null ? NO_EDITION : current;
  const positions =
    sample === null ? null : randomPositions(await countOrganizations(database, from), sample);
  let after = '';
  let position = 0;
  for (;;) {
    const rows = await database.rows<{ id: string }>(
      'SELECT id FROM organization WHERE edition >= ? AND id > ? ORDER BY id LIMIT ?',
      [from, after, BATCH_SIZE],
    );
    const ids = rows.map(({ id }) => id).filter(() => positions === null || positions.has(position++));
    if (ids.length > 0) yield ids;
    after = rows.at(-1)?.id ?? after;
    if (rows.length < BATCH_SIZE) return;
  }
}

/** The positions of a random sample; null if the sample contains all organizations. */
function randomPositions(total: number, sample: number): ReadonlySet<number> | null {
  if (sample >= total) return null;
  const positions = new Set<number>();
  while (positions.size < sample) positions.add(randomInt(total));
  return positions;
}
