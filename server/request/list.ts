import { placeholders } from '../db/placeholders';
import type { Parameter } from '../db/database';
import type { Instant } from '../db/instant';
import type { Day } from '../rules';
import type { Columns } from './columns';

export interface ListOrder<Row> {
  /** Unique among all lists, so that a list rejects cursors from other lists. */
  readonly name: string;
  /** Sort columns, the most significant first, with the kind of their values. The last column is unique. */
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
  /** The columns that identify a child within its parent. By default, the last sort column. */
  readonly unique?: readonly (keyof Row & string)[];
}

export interface SqlFragment {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

export function withIds(ids: readonly string[]): SqlFragment {
  return { sql: `id IN (${placeholders(ids)})`, parameters: ids };
}

/** `conditions` must not be empty. */
export function allOf(conditions: readonly SqlFragment[]): SqlFragment {
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '),
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
}

/** Excludes nullable columns, because an SQL comparison with null is never true. */
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
  /** Values of the sort columns. The page begins after the row with these values. */
  readonly cursor: readonly Parameter[] | null;
}

/**
 * Selects the rows of a page and one more, which shows whether another page follows. Parameters of `within` come before
 * all other parameters.
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
 * The keyset condition for rows past a cursor. For the equivalent `(a, b) > (?, ?)`, MariaDB would read the whole
 * table. With a leading comparison of the first column, MariaDB begins to read the index at the cursor.
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
