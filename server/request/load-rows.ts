import DataLoader from 'dataloader';
import type { Reader } from '../db/database';
import { among } from './among';

/** The rows of a table by id, however many a request names, in one statement. */
export function rowLoader<Row extends { readonly id: string }>(
  reader: Reader,
  table: string,
): DataLoader<string, Row | null> {
  return new DataLoader(async (ids: readonly string[]) => {
    const rows = await reader.rows<Row>(`SELECT * FROM ${table} WHERE id IN (${among(ids)})`, ids);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}
