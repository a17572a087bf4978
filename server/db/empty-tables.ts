import type { Database } from './database';
import { TABLES } from './entities';

/** Removes every row that the application has written; the tables and their history stay. */
export async function emptyTables(database: Database): Promise<void> {
  await database.transaction(async (transaction) => {
    // What refers to others goes before them.
    const names = TABLES.map(({ options }) => options.name).toSorted((a, b) => references(b) - references(a));
    for (const name of names) await transaction.change(`DELETE FROM \`${name}\``);
  });
}

/** How many references lead from a table to others, one after the other, at most. */
function references(name: string): number {
  const table = TABLES.find(({ options }) => options.name === name);
  const targets = table?.options.foreignKeys?.map(({ target }) => target as string) ?? [];
  return Math.max(0, ...targets.map((target) => 1 + references(target)));
}
