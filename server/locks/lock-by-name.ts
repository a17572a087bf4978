import { storedIdOf, type NodeType } from '../../schema/global-id';
import { placeholders } from '../db/placeholders';
import type { CheckContext } from './command-context';

interface NamedTable {
  readonly table: string;
  readonly type: NodeType;
  readonly column: string;
}

/** The name of a row: its global id or the value of the unique column. */
export interface RowName {
  readonly id: string | null;
  readonly value: string | null;
}

/**
 * Locks all named rows in at most two statements. The returned function maps a name to the stored id, or to null if no
 * row has that name.
 */
export async function lockByName(
  { transaction }: CheckContext,
  { table, type, column }: NamedTable,
  names: readonly RowName[],
): Promise<(name: RowName) => string | null> {
  const lockBy = (keyColumn: string, values: readonly string[]) =>
    transaction.rows<{ id: string; value: string | null }>(
      `SELECT id, ${column} AS value FROM ${table} WHERE ${keyColumn} IN (${placeholders(values)}) ORDER BY id${transaction.forUpdate}`,
      values,
    );
  const ids = distinct(names.map(({ id }) => (id === null ? null : storedIdOf(type, id))));
  const values = distinct(names.map(({ value }) => value));
  const byId = ids.length === 0 ? [] : await lockBy('id', ids);
  const byValue = values.length === 0 ? [] : await lockBy(column, values);
  const storedIds = new Set(byId.map(({ id }) => id));
  const idOfValue = new Map(byValue.map(({ id, value }) => [value, id]));
  return ({ id, value }) => {
    if (id === null) return idOfValue.get(value) ?? null;
    const stored = storedIdOf(type, id);
    return stored !== null && storedIds.has(stored) ? stored : null;
  };
}

export function distinct(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values)].filter((value) => value !== null);
}
