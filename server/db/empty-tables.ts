import type { Database } from './database';
import { TABLES } from './entities';

/** Removes every row that the application has written; the tables and their history stay. */
export async function emptyTables(database: Database): Promise<void> {
  await database.transaction(async (transaction) => {
    // Those that refer to others go first.
    const tables = TABLES.toSorted((a, b) => referring(b) - referring(a));
    for (const { options } of tables) await transaction.change(`DELETE FROM \`${options.name}\``);
  });
}

function referring({ options }: (typeof TABLES)[number]): number {
  return options.foreignKeys?.length ?? 0;
}
