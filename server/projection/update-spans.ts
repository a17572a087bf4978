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
import { factsInParts, type StoredOrganization } from '../db/read-facts';
import {
  mapStepwise,
  runWithoutPauses,
  type Catalogue,
  type MemberFacts,
  type Run,
  type Work,
} from '../rules';
import { editionOf, NO_EDITION } from './edition';
import { rowsOfStepwise, type Searched } from './rows-of';

/** SQLite has no deeper conditions. */
const ROWS_A_STATEMENT = 200;
/** What concerns more organizations than this marks them, so that it does not keep them locked for long. */
const ORGANIZATIONS_AT_ONCE = 25;

/** How the spans of organizations are derived. */
export interface Deriving {
  /** Runs long work in slices, so that others are served in between. */
  readonly run: Run;
  /** Pays for evaluating organizations before their facts are read. */
  readonly pay?: (
    kind: 'spans' | 'quote',
    organizations: readonly Pick<OrganizationRow, 'id' | 'size'>[],
  ) => Promise<void>;
}

/** A program that runs by itself: it shares its process with nobody, and nobody pays. */
export const UNSHARED: Deriving = { run: runWithoutPauses };

/**
 * The last thing in a transaction that has written facts: the spans of whom they concern follow them. Where these are
 * many, their spans are marked as outdated instead.
 */
export async function followFacts(
  transaction: Transaction,
  versions: readonly Catalogue[],
  organizationIds: readonly string[],
  deriving?: Deriving,
): Promise<void> {
  if (organizationIds.length <= ORGANIZATIONS_AT_ONCE) {
    await updateSpans(transaction, versions, organizationIds, deriving);
    return;
  }
  // The server rebuilds the spans later; this command pays for it now.
  await deriving?.pay?.('spans', await sizesOf(transaction, organizationIds));
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

interface Kept extends Searched, StoredOrganization {
  readonly edition: number;
  /** The number of the newest version of the catalogue. */
  readonly newest: number | null;
}

/**
 * Derives the spans of organizations anew, from facts as this transaction sees them, and rewrites the rows that differ.
 * Their rows are locked first, so who writes a fact at the same time comes before, and is seen, or after, and derives
 * again. Takes one statement for each table and part of the organizations. Answers how many rows of spans were written or
 * taken away.
 */
export async function updateSpans(
  transaction: Transaction,
  versions: readonly Catalogue[],
  organizationIds: readonly string[],
  { run, pay }: Deriving = UNSHARED,
): Promise<number> {
  if (organizationIds.length === 0) return 0;
  const organizations = await transaction.rows<Kept>(
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
  for await (const part of factsInParts(transaction, organizations)) {
    for (const { organization, facts } of part) {
      const derived = await run(rowsOfStepwise(versions, facts, organization));
      levels.push(...derived.levels);
      members.push(...derived.members);
      // Emptying a demonstration deletes versions. Refilling reads the remaining ones.
      const areGone = versions.length > (organization.newest ?? 0);
      edition = areGone ? NO_EDITION : editionOf(versions, facts.closings);
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

/** Hundreds of people, achievements, overrides and monthly amounts, rounded up: by it evaluations are paid for. */
export function sizeOf({
  people,
  overrides,
  metrics,
}: Pick<MemberFacts, 'people' | 'overrides' | 'metrics'>): number {
  const others = overrides.length + metrics.length;
  const all = people.reduce((sum, { achievements }) => sum + 1 + achievements.length, others);
  return Math.max(1, Math.ceil(all / 100));
}

async function setSizes(transaction: Transaction, sizes: ReadonlyMap<string, number>): Promise<void> {
  if (sizes.size === 0) return;
  const cases = Array.from(sizes, () => 'WHEN ? THEN ?').join(' ');
  await transaction.change(
    `UPDATE organization SET size = CASE id ${cases} END WHERE id IN (${placeholders([...sizes.keys()])})`,
    [...[...sizes].flat(), ...sizes.keys()],
  );
}

/** Spans of these organizations are no longer what the rules derive: `refill` derives them anew. */
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
  const these = `WHERE organizationId IN (${placeholders(organizationIds)})`;
  return {
    levels: await reader.rows<LevelSpanRow>(`SELECT * FROM level_span ${these}`, organizationIds),
    members: await reader.rows<MemberSpanRow>(`SELECT * FROM member_span ${these}`, organizationIds),
  };
}

/** A table of spans, and by what one of its rows is known. */
export interface Spans<Row extends object> {
  readonly table: EntitySchema<Row>;
  readonly key: readonly (keyof Row & string)[];
}

export const LEVEL_SPANS: Spans<LevelSpanRow> = {
  table: LevelSpanTable,
  key: ['organizationId', 'aspect', 'competency', 'level', 'fromDay'],
};
export const MEMBER_SPANS: Spans<MemberSpanRow> = {
  table: MemberSpanTable,
  key: ['organizationId', 'fromDay'],
};

async function rewrite<Row extends object>(
  transaction: Transaction,
  spans: Spans<Row>,
  stored: readonly Row[],
  derived: readonly Row[],
  run: Run,
): Promise<number> {
  const { table, key } = spans;
  const { missing, gone } = await run(differenceStepwise(spans, stored, derived));
  const keyOf = (row: Row) => key.map((column) => row[column] as Parameter);
  const replaced = new Set(missing.map((row) => JSON.stringify(keyOf(row))));
  const deleted = gone.map(keyOf).filter((values) => !replaced.has(JSON.stringify(values)));
  const one = `(${key.map((column) => `${column} = ?`).join(' AND ')})`;
  for (let start = 0; start < deleted.length; start += ROWS_A_STATEMENT) {
    const some = deleted.slice(start, start + ROWS_A_STATEMENT);
    await transaction.change(
      `DELETE FROM ${String(table.options.name)} WHERE ${some.map(() => one).join(' OR ')}`,
      some.flat(),
    );
  }
  await transaction.replace(table, missing);
  return missing.length + deleted.length;
}

const ROWS_BETWEEN_PAUSES = 200;

/** Rows that are derived and not stored, and rows that are stored and not derived. */
export interface DifferentRows<Row> {
  readonly missing: readonly Row[];
  readonly gone: readonly Row[];
}

export function* differenceStepwise<Row extends object>(
  { table }: Pick<Spans<Row>, 'table'>,
  stored: readonly Row[],
  derived: readonly Row[],
): Work<DifferentRows<Row>> {
  const columns = Object.keys(table.options.columns) as (keyof Row)[];
  // No value has a line break: searchable names have none either.
  const text = (row: Row) => columns.map((column) => row[column]).join('\n');
  const pairOf = (row: Row): [string, Row] => [text(row), row];
  const have = new Map(yield* mapStepwise(stored, pairOf, ROWS_BETWEEN_PAUSES));
  const pairs = yield* mapStepwise(derived, pairOf, ROWS_BETWEEN_PAUSES);
  const missing = pairs.filter(([key]) => !have.delete(key)).map(([, row]) => row);
  return { missing, gone: [...have.values()] };
}
