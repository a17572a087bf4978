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

/** What the cursors of a list say of its rows. */
export interface Ordered<Row> {
  /** Tells it from all other lists, for the sake of its cursors. */
  readonly name: string;
  /** By these columns one after the other, of which the last one is unique; each with the kind of its values. */
  readonly orderBy: OrderBy<Row>;
  readonly descending?: boolean;
}

/** A list of rows in a total order. */
export interface List<Row> extends Ordered<Row> {
  /** A table, or `(SELECT …) AS name` where the rows stand in several. */
  readonly table: string;
  readonly columns: string;
  /** A condition on the whole list, and its parameters. */
  readonly where?: Condition;
}

/** A list that each parent has one of: the employees of an organization. */
export interface ChildList<Row> extends Omit<List<Row>, 'columns'> {
  readonly columns: string | Columns;
  /** The column with the id of the parent; it must be among the columns that are read. */
  readonly parent: keyof Row & string;
  /** The columns that tell the children of a parent apart, where the last column of the order alone does not. */
  readonly unique?: readonly (keyof Row & string)[];
}

export interface Condition {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

export function withIds(ids: readonly string[]): Condition {
  return { sql: `id IN (${placeholders(ids)})`, parameters: ids };
}

/** All of them; there is at least one. */
export function allOf(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '),
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
}

/** Columns that may be null have no place in an order: nothing is greater than null. */
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

/** Which part of a list is asked for. */
export interface Cut {
  readonly size: number;
  readonly backwards: boolean;
  /** The page begins beyond the row with these values in the columns of the order. */
  readonly cursor: readonly Parameter[] | null;
}

export function cutOf<Row>(list: Ordered<Row>, { first, after, last, before }: ConnectionArguments): Cut {
  const forwards = first !== undefined && first !== null;
  const backwards = last !== undefined && last !== null;
  if (forwards === backwards) throw new BadInput(say('paging.direction', { most: MAX_PAGE_SIZE }));
  const strange = forwards ? before : after;
  if (strange !== undefined && strange !== null) {
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
 * Reads the rows of a cut from its beginning on, and one more to know whether there are more; `within` is a further
 * condition, whose parameters come before the others.
 */
export function selectCut<Row>(list: List<Row>, cut: Cut, within?: string): Condition {
  const conditions: Condition[] = [];
  if (within !== undefined) conditions.push({ sql: within, parameters: [] });
  if (list.where !== undefined) conditions.push(list.where);
  if (cut.cursor !== null) conditions.push(beyond(list, cut.cursor, cut.backwards));
  const columns = Object.keys(list.orderBy).map((column) => `${column} ${directionOf(list, cut.backwards)}`);
  return {
    sql: `SELECT ${list.columns} FROM ${list.table}${whereOf(conditions)} ORDER BY ${columns.join(', ')} LIMIT ?`,
    parameters: [...conditions.flatMap(({ parameters }) => parameters), cut.size + 1],
  };
}

/** Reads these columns of the whole list. */
export function selectAll<Row>({ table, where }: List<Row>, columns: string): Condition {
  return {
    sql: `SELECT ${columns} FROM ${table}${whereOf(where === undefined ? [] : [where])}`,
    parameters: where?.parameters ?? [],
  };
}

export function directionOf<Row>({ descending = false }: Ordered<Row>, backwards: boolean): 'ASC' | 'DESC' {
  return descending === backwards ? 'ASC' : 'DESC';
}

/**
 * The rows beyond a cursor. `(a, b) > (?, ?)` would say the same, and MariaDB would read the whole table for
 * it; led by a plain comparison of the first column, it reads the index from there.
 */
function beyond<Row>(
  { orderBy, descending = false }: List<Row>,
  cursor: readonly Parameter[],
  backwards: boolean,
): Condition {
  const sign = descending === backwards ? '>' : '<';
  const columns = Object.keys(orderBy);
  const parameters: Parameter[] = [];
  const from = (column: number): string => {
    const name = columns[column] ?? '';
    const value = cursor[column] ?? null;
    if (column === columns.length - 1) {
      parameters.push(value);
      return `${name} ${sign} ?`;
    }
    parameters.push(value, value);
    return `${name} ${sign}= ? AND (${name} ${sign} ? OR ${from(column + 1)})`;
  };
  return { sql: from(0), parameters };
}

export function whereOf(conditions: readonly Condition[]): string {
  return conditions.length === 0 ? '' : ` WHERE ${conditions.map(({ sql }) => `(${sql})`).join(' AND ')}`;
}

/** Writes the cursors of a list's rows; whoever asks for none pays for none. */
export function cursorWriter<Row>(list: Ordered<Row>): (row: Row) => string {
  let mark: string | undefined;
  return (row) => {
    mark ??= checksumOf(list);
    // The type of a list has columns of its rows here.
    const columns = Object.keys(list.orderBy) as (keyof Row)[];
    return Buffer.from(JSON.stringify([mark, ...columns.map((column) => row[column])])).toString('base64url');
  };
}

function readCursor<Row>(list: Ordered<Row>, text: string): readonly Parameter[] {
  const read = parse(Buffer.from(text, 'base64url').toString('utf8'));
  const [mark, ...values] = Array.isArray(read) ? (read as readonly unknown[]) : [];
  const kinds = Object.values<ColumnKind>(list.orderBy as Readonly<Record<string, ColumnKind>>);
  const fit = values.length === kinds.length && kinds.every((kind, i) => IS[kind](values[i]));
  if (mark !== checksumOf(list) || !fit) {
    throw new BadInput(say('paging.cursor', { value: text.slice(0, 100) }));
  }
  // Each has just been found to be of its column's kind.
  return values as readonly Parameter[];
}

type ColumnKind = keyof typeof IS;

/**
 * Without these checks MariaDB would compare a text column with a number numerically, MySQL would fail on an invalid day,
 * and both would alter ill-formed text before the comparison.
 */
const IS = {
  text: (value: unknown) => typeof value === 'string' && value.isWellFormed(),
  day: (value: unknown) => typeof value === 'string' && isDay(value),
  number: (value: unknown) => Number.isFinite(value),
} as const;

/** By which a cursor knows its list and its order. */
function checksumOf<Row>({ name, orderBy, descending = false }: Ordered<Row>): string {
  return crc32(JSON.stringify([name, orderBy, descending])).toString(36);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
