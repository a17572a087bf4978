import { idOf, type NodeType } from '../../schema/global-id';
import { placeholders } from '../db/placeholders';
import type { CheckContext } from './command-context';

/** A table, and the unique column by which its rows may be named beside their id. */
interface Named {
  readonly table: string;
  readonly type: NodeType;
  readonly column: string;
}

/** How a row names what it is about: by the global id, or by the value of the column. */
export interface Name {
  readonly id: string | null;
  readonly value: string | null;
}

/** Locks all that is named, in two statements at most; the answer finds the stored id of each, or null. */
export async function lockedByName(
  { transaction }: CheckContext,
  { table, type, column }: Named,
  names: readonly Name[],
): Promise<(name: Name) => string | null> {
  const lock = (by: string, values: readonly string[]) =>
    transaction.rows<{ id: string; value: string | null }>(
      `SELECT id, ${column} AS value FROM ${table} WHERE ${by} IN (${placeholders(values)}) ORDER BY id${transaction.forUpdate}`,
      values,
    );
  const ids = distinct(names.map(({ id }) => (id === null ? null : idOf(type, id))));
  const values = distinct(names.map(({ value }) => value));
  const byId = ids.length === 0 ? [] : await lock('id', ids);
  const byValue = values.length === 0 ? [] : await lock(column, values);
  const known = new Set(byId.map(({ id }) => id));
  const idOfValue = new Map(byValue.map(({ id, value }) => [value, id]));
  return ({ id, value }) => {
    if (id === null) return idOfValue.get(value) ?? null;
    const stored = idOf(type, id);
    return stored !== null && known.has(stored) ? stored : null;
  };
}

export function distinct(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values)].filter((value) => value !== null);
}
