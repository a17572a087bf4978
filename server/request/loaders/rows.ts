import DataLoader from 'dataloader';
import { placeholders } from '../../db/placeholders';
import { batchOptions, type BatchingReader } from '../scheduling/answer-pacer';

export function rowLoader<Row extends { readonly id: string }>(
  reader: BatchingReader,
  table: string,
): DataLoader<string, Row | null> {
  return uniqueLoader<Row, 'id'>(reader, table, 'id');
}

export function uniqueLoader<Row extends object, Column extends keyof Row & string>(
  reader: BatchingReader,
  table: string,
  column: Column,
): DataLoader<string, Row | null> {
  return new DataLoader(async (values: readonly string[]) => {
    // Quoted, since a column may be named `key`.
    const rows = await reader.rows<Row>(
      `SELECT * FROM ${table} WHERE \`${column}\` IN (${placeholders(values)})`,
      values,
    );
    const byValue = new Map(rows.map((row): [unknown, Row] => [row[column], row]));
    return values.map((value) => byValue.get(value) ?? null);
  }, batchOptions(reader));
}

/** All rows of each parent, in one statement. Only for tables with few rows per parent. */
export function childrenLoader<Row extends object, Column extends keyof Row & string>(
  reader: BatchingReader,
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
  }, batchOptions(reader));
}
