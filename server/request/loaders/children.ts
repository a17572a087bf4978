import DataLoader from 'dataloader';
import type { Dialect, Reader } from '../../db/database';
import { placeholders } from '../../db/placeholders';
import { selectCut, whereOf, type ChildList, type Condition, type Cut, type List } from '../list';
import type { Selection } from '../selection';
import { batchedBy, type Batching } from '../scheduling/answer-pacer';

/** Pages of lists inside lists: all parents that ask for the same page of the same list share a statement. */
export interface ChildLoader {
  /** The rows of `selectCut` for this parent. */
  rows<Row>(list: ChildList<Row>, cut: Cut, parent: string): Promise<readonly Row[]>;
  count<Row>(list: ChildList<Row>, parent: string): Promise<number>;
}

/** With the columns that this request reads. */
type ReadList<Row> = ChildList<Row> & List<Row>;

/** More parents than a request that is not too expensive has in one place, and fewer than a statement can name. */
const MAX_PARENTS = 5000;

export function childLoader(reader: Batching, dialect: Dialect, selection: Selection): ChildLoader {
  const pages = new Map<string, DataLoader<string, readonly unknown[]>>();
  const counts = new Map<string, DataLoader<string, number>>();
  return {
    rows<Row>(list: ChildList<Row>, cut: Cut, parent: string) {
      const key =
        list.where === undefined && cut.cursor === null
          ? `${list.name} ${cut.size} ${cut.backwards}`
          : JSON.stringify([list.name, list.where, cut.size, cut.backwards, cut.cursor]);
      let loader = pages.get(key);
      if (loader === undefined) {
        const { columns } = list;
        const read = {
          ...list,
          columns: typeof columns === 'string' ? columns : selection.columns(columns).join(', '),
        };
        loader = batched(reader, (parents) => pagesOf(reader, dialect, read, cut, parents));
        pages.set(key, loader);
      }
      // The name of the list is in the key, so these are its rows.
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
  reader: Batching,
  load: (parents: readonly string[]) => Promise<Value[]>,
): DataLoader<string, Value> {
  return new DataLoader(load, { maxBatchSize: MAX_PARENTS, ...batchedBy(reader) });
}

/** The first rows of every parent. A window function would read all children of all parents. */
async function pagesOf<Row>(
  reader: Reader,
  dialect: Dialect,
  list: ReadList<Row>,
  cut: Cut,
  parents: readonly string[],
): Promise<Row[][]> {
  const { sql, parameters } =
    dialect === 'mysql' ? inUnion(list, cut, parents) : besideEach(list, cut, parents);
  const rows = await reader.rows<Row>(sql, parameters);
  const pages = new Map<unknown, Row[]>(parents.map((parent) => [parent, []]));
  for (const row of rows) pages.get(row[list.parent])?.push(row);
  return parents.map((parent) => pages.get(parent) ?? []);
}

/** MariaDB answers the selects of a UNION ALL one after the other, each in its order. */
function inUnion<Row>(list: ReadList<Row>, cut: Cut, parents: readonly string[]): Condition {
  const { sql, parameters } = selectCut(list, cut, `${list.parent} = ?`);
  return {
    // Without the brackets it takes twice as long.
    sql: parents.map(() => `(${sql})`).join(' UNION ALL '),
    parameters: parents.flatMap((parent) => [parent, ...parameters]),
  };
}

/**
 * SQLite takes at most 500 selects in a UNION ALL, and long to prepare them. A select that depends on the row beside it makes
 * the statement the same for any number of parents. Its keys are collected in a JSON array: with `IN (SELECT …)` SQLite would
 * run it again for each row.
 */
function besideEach<Row>(list: ReadList<Row>, cut: Cut, parents: readonly string[]): Condition {
  const order = Object.keys(list.orderBy);
  const unique: readonly string[] = list.unique ?? order.slice(-1);
  const { sql, parameters } = selectCut(
    { ...list, columns: unique.join(', ') },
    cut,
    `${list.parent} = asked`,
  );
  const direction = (list.descending ?? false) === cut.backwards ? 'ASC' : 'DESC';
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
  const conditions: Condition[] = [{ sql: `${parent} IN (${placeholders(parents)})`, parameters: parents }];
  if (where !== undefined) conditions.push(where);
  const rows = await reader.rows<{ parent: string; total: number }>(
    `SELECT ${parent} AS parent, COUNT(*) AS total FROM ${table}${whereOf(conditions)} GROUP BY ${parent}`,
    conditions.flatMap(({ parameters }) => parameters),
  );
  const totals = new Map(rows.map((row) => [row.parent, row.total]));
  return parents.map((id) => totals.get(id) ?? 0);
}
