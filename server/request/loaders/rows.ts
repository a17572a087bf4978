import DataLoader from 'dataloader';
import { placeholders } from '../../db/placeholders';
import { batchedBy, type Batching } from '../scheduling/answer-pacer';

/** The rows of a table by id, however many a request names, in one statement. */
export function rowLoader<Row extends { readonly id: string }>(
  reader: Batching,
  table: string,
): DataLoader<string, Row | null> {
  return uniqueLoader<Row, 'id'>(reader, table, 'id');
}

/** The same by another column in which no two rows are alike. */
export function uniqueLoader<Row extends object, Column extends keyof Row & string>(
  reader: Batching,
  table: string,
  column: Column,
): DataLoader<string, Row | null> {
  return new DataLoader(async (values: readonly string[]) => {
    // In quotes, since a column may be called `key`.
    const rows = await reader.rows<Row>(
      `SELECT * FROM ${table} WHERE \`${column}\` IN (${placeholders(values)})`,
      values,
    );
    const byValue = new Map(rows.map((row): [unknown, Row] => [row[column], row]));
    return values.map((value) => byValue.get(value) ?? null);
  }, batchedBy(reader));
}

/** All rows that name a parent, of a table of which a parent has few; for many parents in one statement. */
export function childrenLoader<Row extends object, Column extends keyof Row & string>(
  reader: Batching,
  table: string,
  parent: Column,
): DataLoader<string, readonly Row[]> {
  return new DataLoader(async (ids: readonly string[]) => {
    const rows = await reader.rows<Row>(
      `SELECT * FROM ${table} WHERE ${parent} IN (${placeholders(ids)})`,
      ids,
    );
    const byParent = Map.groupBy(rows, (row): unknown => row[parent]);
    return ids.map((id) => byParent.get(id) ?? []);
  }, batchedBy(reader));
}
