import type { EntitySchema } from 'typeorm';
import { placeholders } from '../db/placeholders';
import type { Parameter, Transaction } from '../db/database';
import {
  LevelSpanTable,
  MemberSpanTable,
  type LevelSpanRow,
  type MemberSpanRow,
  type OrganizationRow,
} from '../db/entities';
import { readFactsInBatches, type StoredOrganization } from '../db/read-facts';
import {
  mapStepwise,
  runWithoutPauses,
  type Catalogue,
  type MemberFacts,
  type RunWork,
  type Work,
} from '../rules';
import { editionOf, NO_EDITION } from './edition';
import { spanRowsStepwise, type SearchableColumns } from './span-rows';

/** SQLite limits the depth of expressions, such as a chain of ORs. */
const ROWS_PER_STATEMENT = 200;
/** A change to more organizations only marks their spans as outdated, so that it does not lock them for long. */
const MAX_ORGANIZATIONS = 25;

export interface DerivationOptions {
  readonly run: RunWork;
  /** Charges for the evaluation of organizations before their facts are read. */
  readonly pay?: (
    kind: 'spans' | 'quote',
    organizations: readonly Pick<OrganizationRow, 'id' | 'size'>[],
  ) => Promise<void>;
}

export const STANDALONE_DERIVATION: DerivationOptions = { run: runWithoutPauses };

/** Updates the spans of organizations after their facts were written. Must be the last step of the transaction. */
export async function updateOrMarkSpans(
  transaction: Transaction,
  versions: readonly Catalogue[],
  organizationIds: readonly string[],
  derivation?: DerivationOptions,
): Promise<void> {
  if (organizationIds.length <= MAX_ORGANIZATIONS) {
    await updateSpans(transaction, versions, organizationIds, derivation);
    return;
  }
  // The server derives the spans later, but this command pays for it now.
  await derivation?.pay?.('spans', await sizesOf(transaction, organizationIds));
  await markOutdated(transaction, organizationIds);
}

function sizesOf(
  transaction: Transaction,
  organizationIds: readonly string[],
): Promise<Pick<OrganizationRow, 'id' | 'size'>[]> {
  return transaction.rows(
    `SELECT id, size FROM organization WHERE id IN (${placeholders(organizationIds)})`,
    organizationIds,
  );
}

interface LockedOrganization extends SearchableColumns, StoredOrganization {
  readonly edition: number;
  readonly newest: number | null;
}

/**
 * Derives the spans of organizations from the facts that this transaction sees, and rewrites the rows that differ.
 * Locks the organizations first: a concurrent writer of facts either has committed, so that this transaction sees its
 * facts, or waits and derives the spans again. Runs one statement per table for each batch of organizations. Returns
 * the number of span rows written or deleted.
 */
export async function updateSpans(
  transaction: Transaction,
  versions: readonly Catalogue[],
  organizationIds: readonly string[],
  { run, pay }: DerivationOptions = STANDALONE_DERIVATION,
): Promise<number> {
  if (organizationIds.length === 0) return 0;
  const organizations = await transaction.rows<LockedOrganization>(
    'SELECT id, searchName, country, market, edition, size, (SELECT MAX(number) FROM catalogue_version) AS newest' +
      ` FROM organization WHERE id IN (${placeholders(organizationIds)})` +
      ` ORDER BY id${transaction.forUpdate}`,
    organizationIds,
  );
  await pay?.('spans', organizations);
  const ids = organizations.map(({ id }) => id);
  const stored = await storedSpans(transaction, ids);
  const levels: LevelSpanRow[] = [];
  const members: MemberSpanRow[] = [];
  const sizes = new Map<string, number>();
  let edition = NO_EDITION;
  for await (const part of readFactsInBatches(transaction, organizations)) {
    for (const { organization, facts } of part) {
      const derived = await run(spanRowsStepwise(versions, facts, organization));
      levels.push(...derived.levels);
      members.push(...derived.members);
      // Emptying a demonstration deletes versions. The spans are then marked as outdated, so that they are derived
      // again from the remaining versions.
      const areVersionsGone = versions.length > (organization.newest ?? 0);
      edition = areVersionsGone ? NO_EDITION : editionOf(versions, facts.closings);
      const size = sizeOf(facts);
      if (size !== organization.size) sizes.set(organization.id, size);
    }
  }
  const written =
    (await rewrite(transaction, LEVEL_SPANS, stored.levels, levels, run)) +
    (await rewrite(transaction, MEMBER_SPANS, stored.members, members, run));
  await setSizes(transaction, sizes);
  const outdated = organizations.filter((organization) => organization.edition !== edition);
  if (outdated.length > 0)
    await setEdition(
      transaction,
      outdated.map(({ id }) => id),
      edition,
    );
  return written;
}

/** The number of people, achievements, overrides and monthly amounts, in hundreds. The price of evaluations grows with it. */
export function sizeOf({
  people,
  overrides,
  metrics,
}: Pick<MemberFacts, 'people' | 'overrides' | 'metrics'>): number {
  const overridesAndAmounts = overrides.length + metrics.length;
  const total = people.reduce((sum, { achievements }) => sum + 1 + achievements.length, overridesAndAmounts);
  return Math.max(1, Math.ceil(total / 100));
}

async function setSizes(transaction: Transaction, sizes: ReadonlyMap<string, number>): Promise<void> {
  if (sizes.size === 0) return;
  const cases = Array.from(sizes, () => 'WHEN ? THEN ?').join(' ');
  await transaction.change(
    `UPDATE organization SET size = CASE id ${cases} END WHERE id IN (${placeholders([...sizes.keys()])})`,
    [...[...sizes].flat(), ...sizes.keys()],
  );
}

async function markOutdated(transaction: Transaction, organizationIds: readonly string[]): Promise<void> {
  if (organizationIds.length > 0) await setEdition(transaction, organizationIds, NO_EDITION);
}

async function setEdition(
  transaction: Transaction,
  organizationIds: readonly string[],
  edition: number,
): Promise<void> {
  await transaction.change(
    `UPDATE organization SET edition = ? WHERE id IN (${placeholders(organizationIds)})`,
    [edition, ...organizationIds],
  );
}

export interface StoredSpans {
  readonly levels: readonly LevelSpanRow[];
  readonly members: readonly MemberSpanRow[];
}

export async function storedSpans(
  reader: Pick<Transaction, 'rows'>,
  organizationIds: readonly string[],
): Promise<StoredSpans> {
  const where = `WHERE organizationId IN (${placeholders(organizationIds)})`;
  return {
    levels: await reader.rows<LevelSpanRow>(`SELECT * FROM level_span ${where}`, organizationIds),
    members: await reader.rows<MemberSpanRow>(`SELECT * FROM member_span ${where}`, organizationIds),
  };
}

export interface SpanTable<Row extends object> {
  readonly table: EntitySchema<Row>;
  readonly key: readonly (keyof Row & string)[];
}

export const LEVEL_SPANS: SpanTable<LevelSpanRow> = {
  table: LevelSpanTable,
  key: ['organizationId', 'aspect', 'competency', 'level', 'fromDay'],
};
export const MEMBER_SPANS: SpanTable<MemberSpanRow> = {
  table: MemberSpanTable,
  key: ['organizationId', 'fromDay'],
};

async function rewrite<Row extends object>(
  transaction: Transaction,
  spans: SpanTable<Row>,
  stored: readonly Row[],
  derived: readonly Row[],
  run: RunWork,
): Promise<number> {
  const { table, key } = spans;
  const { missing, gone } = await run(differenceStepwise(spans, stored, derived));
  const keyOf = (row: Row) => key.map((column) => row[column] as Parameter);
  const replaced = new Set(missing.map((row) => JSON.stringify(keyOf(row))));
  const deleted = gone.map(keyOf).filter((values) => !replaced.has(JSON.stringify(values)));
  const hasKey = `(${key.map((column) => `${column} = ?`).join(' AND ')})`;
  for (let start = 0; start < deleted.length; start += ROWS_PER_STATEMENT) {
    const batch = deleted.slice(start, start + ROWS_PER_STATEMENT);
    await transaction.change(
      `DELETE FROM ${String(table.options.name)} WHERE ${batch.map(() => hasKey).join(' OR ')}`,
      batch.flat(),
    );
  }
  await transaction.replace(table, missing);
  return missing.length + deleted.length;
}

const ROWS_BETWEEN_PAUSES = 200;

/** `missing`: rows that are derived but not stored. `gone`: rows that are stored but not derived. */
export interface DifferentRows<Row> {
  readonly missing: readonly Row[];
  readonly gone: readonly Row[];
}

export function* differenceStepwise<Row extends object>(
  { table }: Pick<SpanTable<Row>, 'table'>,
  stored: readonly Row[],
  derived: readonly Row[],
): Work<DifferentRows<Row>> {
  const columns = Object.keys(table.options.columns) as (keyof Row)[];
  // Values are joined by line breaks. No value contains one, not even a searchable name.
  const textOf = (row: Row) => columns.map((column) => row[column]).join('\n');
  const pairOf = (row: Row): [string, Row] => [textOf(row), row];
  const unmatched = new Map(yield* mapStepwise(stored, pairOf, ROWS_BETWEEN_PAUSES));
  const pairs = yield* mapStepwise(derived, pairOf, ROWS_BETWEEN_PAUSES);
  const missing = pairs.filter(([key]) => !unmatched.delete(key)).map(([, row]) => row);
  return { missing, gone: [...unmatched.values()] };
}
