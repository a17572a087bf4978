import type { Parameter, Reader } from '../db/database';
import type { Connection, ConnectionArguments } from '../../schema/connection';
import { say } from '../messages';
import { BadInput } from './bad-input';

export const PAGE_MOST = 100;

/** A list of rows in a total order: by these columns, of which the last one is unique. */
export interface List<Row> {
  readonly table: string;
  readonly columns: string;
  /** A condition on the whole list, and its parameters. */
  readonly where?: { readonly sql: string; readonly parameters: readonly Parameter[] };
  readonly orderBy: readonly (keyof Row & string)[];
  /** `ORGANIZATION`, `NEWEST FIRST`: a cursor of one order is refused by another. */
  readonly descending?: boolean;
}

/** One page of a list, found by its keys, so that a deep page costs what the first one costs. */
export async function page<Row extends object, T>(
  reader: Reader,
  list: List<Row>,
  given: ConnectionArguments,
  present: (row: Row) => T,
): Promise<Connection<T>> {
  const { size, backwards, cursor } = direction(given, list.orderBy.length);
  const conditions = list.where === undefined ? [] : [list.where];
  if (cursor !== null) conditions.push(beyond(list, cursor, backwards));
  const order = (list.descending ?? false) === backwards ? 'ASC' : 'DESC';
  const rows = await reader.rows<Row>(
    `SELECT ${list.columns} FROM ${list.table}${whereOf(conditions)}` +
      ` ORDER BY ${list.orderBy.map((column) => `${column} ${order}`).join(', ')} LIMIT ?`,
    [...conditions.flatMap(({ parameters }) => parameters), size + 1],
  );
  const more = rows.length > size;
  const shown = rows.slice(0, size);
  if (backwards) shown.reverse();
  const edges = shown.map((row) => ({
    node: present(row),
    cursor: writeCursor(list.orderBy.map((column) => row[column] as Parameter)),
  }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: backwards ? cursor !== null : more,
      hasPreviousPage: backwards ? more : cursor !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: async () => {
      const { sql, parameters } = list.where ?? { sql: '', parameters: [] };
      const [row] = await reader.rows<{ total: number }>(
        `SELECT COUNT(*) AS total FROM ${list.table}${sql === '' ? '' : ` WHERE ${sql}`}`,
        parameters,
      );
      return row?.total ?? 0;
    },
  };
}

interface Direction {
  readonly size: number;
  readonly backwards: boolean;
  readonly cursor: readonly Parameter[] | null;
}

function direction({ first, after, last, before }: ConnectionArguments, keys: number): Direction {
  const forwards = first !== undefined && first !== null;
  const backwards = last !== undefined && last !== null;
  const strange = forwards ? before : after;
  if (forwards === backwards || (strange !== undefined && strange !== null)) {
    throw new BadInput(say('paging.direction', { most: PAGE_MOST }));
  }
  const size = forwards ? first : (last ?? 0);
  if (size < 1 || size > PAGE_MOST) {
    const argument = forwards ? 'first' : 'last';
    throw new BadInput(say('paging.size', { argument, value: size, most: PAGE_MOST }));
  }
  const text = (forwards ? after : before) ?? null;
  return { size, backwards, cursor: text === null ? null : readCursor(text, keys) };
}

/**
 * The rows beyond a cursor. `(a, b) > (?, ?)` would say the same, and MariaDB would read the whole table for
 * it; led by a plain comparison of the first column, it reads the index from there.
 */
function beyond<Row>(
  { orderBy, descending = false }: List<Row>,
  cursor: readonly Parameter[],
  backwards: boolean,
) {
  const sign = descending === backwards ? '>' : '<';
  const parameters: Parameter[] = [];
  const from = (column: number): string => {
    const name = orderBy[column] ?? '';
    const value = cursor[column] ?? null;
    if (column === orderBy.length - 1) {
      parameters.push(value);
      return `${name} ${sign} ?`;
    }
    parameters.push(value, value);
    return `${name} ${sign}= ? AND (${name} ${sign} ? OR ${from(column + 1)})`;
  };
  return { sql: from(0), parameters };
}

function whereOf(conditions: readonly { readonly sql: string }[]): string {
  return conditions.length === 0 ? '' : ` WHERE ${conditions.map(({ sql }) => `(${sql})`).join(' AND ')}`;
}

function writeCursor(values: readonly Parameter[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

function readCursor(text: string, keys: number): readonly Parameter[] {
  const values = parse(Buffer.from(text, 'base64url').toString('utf8'));
  if (
    !Array.isArray(values) ||
    values.length !== keys ||
    !values.every((value) => typeof value === 'string' || typeof value === 'number')
  ) {
    throw new BadInput(say('paging.cursor', { value: text.slice(0, 100) }));
  }
  return values;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
