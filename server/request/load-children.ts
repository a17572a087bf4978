import DataLoader from 'dataloader';
import type { Dialect, Reader } from '../db/database';
import { among } from './among';
import { selectCut, whereOf, type ChildList, type Condition, type Cut } from './list';

/** Pages of lists inside lists: all parents that ask for the same page of the same list share a statement. */
export interface ChildLoader {
  /** The rows of `selectCut` for this parent. */
  rows<Row>(list: ChildList<Row>, cut: Cut, parent: string): Promise<readonly Row[]>;
  count<Row>(list: ChildList<Row>, parent: string): Promise<number>;
}

/**
 * As many as a page of parents can have. SQLite takes at most 500 selects in one statement, and is already slow to
 * prepare 400; both databases are as fast with several statements of a hundred, of which SQLite prepares one.
 */
const PARENTS_MOST = 100;

export function childLoader(reader: Reader, dialect: Dialect): ChildLoader {
  const pages = new Map<string, DataLoader<string, readonly unknown[]>>();
  const counts = new Map<string, DataLoader<string, number>>();
  return {
    rows<Row>(list: ChildList<Row>, cut: Cut, parent: string) {
      const key = JSON.stringify([list.name, list.where?.parameters, cut.size, cut.backwards, cut.cursor]);
      let loader = pages.get(key);
      if (loader === undefined) {
        loader = batched((parents) => pagesOf(reader, dialect, list, cut, parents));
        pages.set(key, loader);
      }
      // The name of the list is in the key, so these are its rows.
      return loader.load(parent) as Promise<readonly Row[]>;
    },
    count(list, parent) {
      const key = JSON.stringify([list.name, list.where?.parameters]);
      let loader = counts.get(key);
      if (loader === undefined) {
        loader = batched((parents) => countsOf(reader, list, parents));
        counts.set(key, loader);
      }
      return loader.load(parent);
    },
  };
}

function batched<Value>(load: (parents: readonly string[]) => Promise<Value[]>): DataLoader<string, Value> {
  return new DataLoader(load, { maxBatchSize: PARENTS_MOST });
}

/**
 * The first rows of every parent, each by a limited select of its own: a window function would read all children of
 * all parents. Both databases answer the selects of a UNION ALL one after the other, each in its order.
 */
async function pagesOf<Row>(
  reader: Reader,
  dialect: Dialect,
  list: ChildList<Row>,
  cut: Cut,
  parents: readonly string[],
): Promise<Row[][]> {
  const { sql, parameters } = selectCut(list, cut, `${list.parent} = ?`);
  // SQLite refuses the brackets; MariaDB takes twice as long without them.
  const one = dialect === 'mysql' ? `(${sql})` : `SELECT * FROM (${sql})`;
  const rows = await reader.rows<Row>(
    parents.map(() => one).join(' UNION ALL '),
    parents.flatMap((parent) => [parent, ...parameters]),
  );
  const pages = new Map<unknown, Row[]>(parents.map((parent) => [parent, []]));
  for (const row of rows) pages.get(row[list.parent])?.push(row);
  return parents.map((parent) => pages.get(parent) ?? []);
}

async function countsOf<Row>(
  reader: Reader,
  { table, parent, where }: ChildList<Row>,
  parents: readonly string[],
): Promise<number[]> {
  const conditions: Condition[] = [{ sql: `${parent} IN (${among(parents)})`, parameters: parents }];
  if (where !== undefined) conditions.push(where);
  const rows = await reader.rows<{ parent: string; total: number }>(
    `SELECT ${parent} AS parent, COUNT(*) AS total FROM ${table}${whereOf(conditions)} GROUP BY ${parent}`,
    conditions.flatMap(({ parameters }) => parameters),
  );
  const totals = new Map(rows.map((row) => [row.parent, row.total]));
  return parents.map((id) => totals.get(id) ?? 0);
}
