import { crc32 } from 'node:zlib';
import type { ConnectionArguments } from '../../schema/connection';
import { placeholders } from '../db/placeholders';
import type { Parameter } from '../db/database';
import type { Instant } from '../db/instant';
import { say } from '../messages';
import { isDay, type Day } from '../rules';
import { BadInput } from './bad-input';
import type { Columns } from './columns';

const MAX_PAGE_SIZE = 100;

export interface ListOrder<Row> {
  /** Unique among all lists, so that a list rejects the cursors of another one. */
  readonly name: string;
  /** Columns in order of precedence, each with the kind of its values. The last column is unique. */
  readonly orderBy: OrderBy<Row>;
  readonly descending?: boolean;
}

export interface List<Row> extends ListOrder<Row> {
  /** A table, or `(SELECT …) AS name` for a join. */
  readonly table: string;
  readonly columns: string;
  readonly where?: SqlFragment;
}

/** A list inside a parent, such as the employees of an organization. */
export interface ChildList<Row> extends Omit<List<Row>, 'columns'> {
  readonly columns: string | Columns;
  /** The column with the parent's id. `columns` must contain it. */
  readonly parent: keyof Row & string;
  /** The columns that identify a child within its parent. By default, the last column of the order. */
  readonly unique?: readonly (keyof Row & string)[];
}

export interface SqlFragment {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

export function withIds(ids: readonly string[]): SqlFragment {
  return { sql: `id IN (${placeholders(ids)})`, parameters: ids };
}

/** Joins at least one condition with AND. */
export function allOf(conditions: readonly SqlFragment[]): SqlFragment {
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '),
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
}

/** Excludes nullable columns: no value compares as greater than null. */
type OrderBy<Row> = { readonly [Column in keyof Row]?: KindOf<Row[Column]> };
type KindOf<Value> = [Value] extends [Day]
  ? 'day'
  : [Value] extends [Instant]
    ? never
    : [Value] extends [string]
      ? 'text'
      : [Value] extends [number]
        ? 'number'
        : never;

export interface PageRange {
  readonly size: number;
  readonly backwards: boolean;
  /** Values of the columns of the order. The page begins past the row that has them. */
  readonly cursor: readonly Parameter[] | null;
}

export function pageRangeOf<Row>(
  list: ListOrder<Row>,
  { first, after, last, before }: ConnectionArguments,
): PageRange {
  const forwards = first !== undefined && first !== null;
  const backwards = last !== undefined && last !== null;
  if (forwards === backwards) throw new BadInput(say('paging.direction', { most: MAX_PAGE_SIZE }));
  const wrongCursor = forwards ? before : after;
  if (wrongCursor !== undefined && wrongCursor !== null) {
    const [cursor, argument] = forwards ? ['before', 'last'] : ['after', 'first'];
    throw new BadInput(say('paging.side', { cursor, argument }));
  }
  const size = forwards ? first : (last ?? 0);
  if (size < 1 || size > MAX_PAGE_SIZE) {
    const argument = forwards ? 'first' : 'last';
    throw new BadInput(say('paging.size', { argument, value: size, most: MAX_PAGE_SIZE }));
  }
  const text = (forwards ? after : before) ?? null;
  return { size, backwards, cursor: text === null ? null : readCursor(list, text) };
}

/**
 * Selects the rows of a page and one more, which shows whether another page follows. Parameters of the condition
 * `within` come before all others.
 */
export function selectRange<Row>(list: List<Row>, range: PageRange, within?: string): SqlFragment {
  const conditions: SqlFragment[] = [];
  if (within !== undefined) conditions.push({ sql: within, parameters: [] });
  if (list.where !== undefined) conditions.push(list.where);
  if (range.cursor !== null) conditions.push(beyond(list, range.cursor, range.backwards));
  const columns = Object.keys(list.orderBy).map(
    (column) => `${column} ${directionOf(list, range.backwards)}`,
  );
  return {
    sql: `SELECT ${list.columns} FROM ${list.table}${whereClause(conditions)} ORDER BY ${columns.join(', ')} LIMIT ?`,
    parameters: [...conditions.flatMap(({ parameters }) => parameters), range.size + 1],
  };
}

export function selectAll<Row>({ table, where }: List<Row>, columns: string): SqlFragment {
  return {
    sql: `SELECT ${columns} FROM ${table}${whereClause(where === undefined ? [] : [where])}`,
    parameters: where?.parameters ?? [],
  };
}

export function directionOf<Row>({ descending = false }: ListOrder<Row>, backwards: boolean): 'ASC' | 'DESC' {
  return descending === backwards ? 'ASC' : 'DESC';
}

/**
 * The keyset condition for rows past a cursor. For the equivalent `(a, b) > (?, ?)`, MariaDB reads the whole table.
 * With a leading comparison of the first column, it reads the index from there.
 */
function beyond<Row>(
  { orderBy, descending = false }: List<Row>,
  cursor: readonly Parameter[],
  backwards: boolean,
): SqlFragment {
  const sign = descending === backwards ? '>' : '<';
  const columns = Object.keys(orderBy);
  const parameters: Parameter[] = [];
  const conditionFrom = (column: number): string => {
    const name = columns[column] ?? '';
    const value = cursor[column] ?? null;
    if (column === columns.length - 1) {
      parameters.push(value);
      return `${name} ${sign} ?`;
    }
    parameters.push(value, value);
    return `${name} ${sign}= ? AND (${name} ${sign} ? OR ${conditionFrom(column + 1)})`;
  };
  return { sql: conditionFrom(0), parameters };
}

export function whereClause(conditions: readonly SqlFragment[]): string {
  return conditions.length === 0 ? '' : ` WHERE ${conditions.map(({ sql }) => `(${sql})`).join(' AND ')}`;
}

/** Returns an encoder of cursors. The first cursor computes the checksum of the list. */
export function cursorWriter<Row>(list: ListOrder<Row>): (row: Row) => string {
  let checksum: string | undefined;
  return (row) => {
    checksum ??= checksumOf(list);
    // By the type of a list, these are columns of its rows.
    const columns = Object.keys(list.orderBy) as (keyof Row)[];
    return Buffer.from(JSON.stringify([checksum, ...columns.map((column) => row[column])])).toString(
      'base64url',
    );
  };
}

function readCursor<Row>(list: ListOrder<Row>, text: string): readonly Parameter[] {
  const decoded = parse(Buffer.from(text, 'base64url').toString('utf8'));
  const [checksum, ...values] = Array.isArray(decoded) ? (decoded as readonly unknown[]) : [];
  const kinds = Object.values<ColumnKind>(list.orderBy as Readonly<Record<string, ColumnKind>>);
  const areValid = values.length === kinds.length && kinds.every((kind, i) => IS_VALID[kind](values[i]));
  if (checksum !== checksumOf(list) || !areValid) {
    throw new BadInput(say('paging.cursor', { value: text.slice(0, 100) }));
  }
  // Each value has been checked against the kind of its column.
  return values as readonly Parameter[];
}

type ColumnKind = keyof typeof IS_VALID;

/**
 * Checks of cursor values. Without them, MariaDB compares a text column with a number numerically, and MySQL fails on
 * an invalid day. Both alter ill-formed text before they compare it.
 */
const IS_VALID = {
  text: (value: unknown) => typeof value === 'string' && value.isWellFormed(),
  day: (value: unknown) => typeof value === 'string' && isDay(value),
  number: (value: unknown) => Number.isFinite(value),
} as const;

function checksumOf<Row>({ name, orderBy, descending = false }: ListOrder<Row>): string {
  return crc32(JSON.stringify([name, orderBy, descending])).toString(36);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
