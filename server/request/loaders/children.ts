import DataLoader from 'dataloader';
import type { Dialect, Reader } from '../../db/database';
import { placeholders } from '../../db/placeholders';
import {
  selectRange,
  whereClause,
  type ChildList,
  type SqlFragment,
  type List,
  type PageRange,
} from '../list';
import type { Selection } from '../selection';
import { batchOptions, type BatchingReader } from '../scheduling/answer-pacer';

/** Loads pages of nested lists. Parents that select the same page of the same list share a statement. */
export interface ChildLoader {
  rows<Row>(list: ChildList<Row>, range: PageRange, parent: string): Promise<readonly Row[]>;
  count<Row>(list: ChildList<Row>, parent: string): Promise<number>;
}

type ReadList<Row> = ChildList<Row> & List<Row>;

/**
 * Higher than the number of parents of one list in an admitted request, and lower than the number of parameters that a
 * statement can have.
 */
const MAX_PARENTS = 5000;

export function childLoader(reader: BatchingReader, dialect: Dialect, selection: Selection): ChildLoader {
  const pages = new Map<string, DataLoader<string, readonly unknown[]>>();
  const counts = new Map<string, DataLoader<string, number>>();
  return {
    rows<Row>(list: ChildList<Row>, range: PageRange, parent: string) {
      const key =
        list.where === undefined && range.cursor === null
          ? `${list.name} ${range.size} ${range.backwards}`
          : JSON.stringify([list.name, list.where, range.size, range.backwards, range.cursor]);
      let loader = pages.get(key);
      if (loader === undefined) {
        const { columns } = list;
        const read = {
          ...list,
          columns: typeof columns === 'string' ? columns : selection.columns(columns).join(', '),
        };
        loader = batched(reader, (parents) => pagesOf(reader, dialect, read, range, parents));
        pages.set(key, loader);
      }
      // The key contains the name of the list, so these are its rows.
      return loader.load(parent) as Promise<readonly Row[]>;
    },
    count(list, parent) {
      const key = JSON.stringify([list.name, list.where]);
      let loader = counts.get(key);
      if (loader === undefined) {
        loader = batched(reader, (parents) => countsOf(reader, list, parents));
        counts.set(key, loader);
      }
      return loader.load(parent);
    },
  };
}

function batched<Value>(
  reader: BatchingReader,
  load: (parents: readonly string[]) => Promise<Value[]>,
): DataLoader<string, Value> {
  return new DataLoader(load, { maxBatchSize: MAX_PARENTS, ...batchOptions(reader) });
}

/** Reads the page of every parent. A window function would read all children of all parents. */
async function pagesOf<Row>(
  reader: Reader,
  dialect: Dialect,
  list: ReadList<Row>,
  range: PageRange,
  parents: readonly string[],
): Promise<Row[][]> {
  const { sql, parameters } =
    dialect === 'mysql' ? selectByUnion(list, range, parents) : selectCorrelated(list, range, parents);
  const rows = await reader.rows<Row>(sql, parameters);
  const pages = new Map<unknown, Row[]>(parents.map((parent) => [parent, []]));
  for (const row of rows) pages.get(row[list.parent])?.push(row);
  return parents.map((parent) => pages.get(parent) ?? []);
}

/** MariaDB returns the rows of a UNION ALL one select after another, each in its own order. */
function selectByUnion<Row>(list: ReadList<Row>, range: PageRange, parents: readonly string[]): SqlFragment {
  const { sql, parameters } = selectRange(list, range, `${list.parent} = ?`);
  return {
    // Without the parentheses, the statement takes twice as long.
    sql: parents.map(() => `(${sql})`).join(' UNION ALL '),
    parameters: parents.flatMap((parent) => [parent, ...parameters]),
  };
}

/**
 * SQLite allows at most 500 selects in a UNION ALL and is slow to prepare them. A correlated select keeps the statement
 * the same for any number of parents. The selected keys are collected in a JSON array: with `IN (SELECT …)`, SQLite
 * would run the select again for each row.
 */
function selectCorrelated<Row>(
  list: ReadList<Row>,
  range: PageRange,
  parents: readonly string[],
): SqlFragment {
  const order = Object.keys(list.orderBy);
  const unique: readonly string[] = list.unique ?? order.slice(-1);
  const { sql, parameters } = selectRange(
    { ...list, columns: unique.join(', ') },
    range,
    `${list.parent} = asked`,
  );
  const direction = (list.descending ?? false) === range.backwards ? 'ASC' : 'DESC';
  const key = unique.map((column, i) => `child.${column} = json_extract(chosen.value, '$[${i}]')`);
  return {
    sql:
      'SELECT child.* FROM (SELECT value AS asked FROM json_each(?))' +
      ` CROSS JOIN json_each((SELECT json_group_array(json_array(${unique.join(', ')})) FROM (${sql}))) AS chosen` +
      ` CROSS JOIN (SELECT ${list.columns} FROM ${list.table}) AS child` +
      ` ON child.${list.parent} = asked AND ${key.join(' AND ')}` +
      ` ORDER BY ${order.map((column) => `child.${column} ${direction}`).join(', ')}`,
    parameters: [JSON.stringify(parents), ...parameters],
  };
}

async function countsOf<Row>(
  reader: Reader,
  { table, parent, where }: ChildList<Row>,
  parents: readonly string[],
): Promise<number[]> {
  const conditions: SqlFragment[] = [{ sql: `${parent} IN (${placeholders(parents)})`, parameters: parents }];
  if (where !== undefined) conditions.push(where);
  const rows = await reader.rows<{ parent: string; total: number }>(
    `SELECT ${parent} AS parent, COUNT(*) AS total FROM ${table}${whereClause(conditions)} GROUP BY ${parent}`,
    conditions.flatMap(({ parameters }) => parameters),
  );
  const totals = new Map(rows.map((row) => [row.parent, row.total]));
  return parents.map((id) => totals.get(id) ?? 0);
}
