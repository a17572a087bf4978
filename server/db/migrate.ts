import type { Migration } from 'typeorm';
import type { Database } from './database';
import { MIGRATIONS } from './migrations';

/** Brings the tables to the newest state and answers the names of the migrations that it ran. */
export async function migrate(database: Database): Promise<readonly string[]> {
  return database.alone(async () => {
    const ran =
      database.dialect === 'sqlite'
        ? await runInOne(database)
        : await database.source.runMigrations({ transaction: 'each' });
    return ran.map(({ name }) => name);
  });
}

/**
 * On SQLite in one transaction, which waits for other writers before it begins: whoever writes beside it would meet it
 * in the midst of TypeORM's own. Its connection is the one that TypeORM has, so all of it happens inside.
 */
async function runInOne(database: Database): Promise<readonly Migration[]> {
  if (!(await pendingMigrations(database))) return [];
  // Tables are replaced by copies of themselves. Inside of a transaction SQLite does not listen to it.
  await database.source.query('PRAGMA foreign_keys = OFF');
  try {
    return await database.transaction(() => database.source.runMigrations({ transaction: 'none' }));
  } finally {
    await database.source.query('PRAGMA foreign_keys = ON');
  }
}

/** Asks as a reader: TypeORM would ask on the connection of the transactions, and make its table first. */
export async function pendingMigrations(database: Database): Promise<boolean> {
  const [table] = await database.rows(
    database.dialect === 'sqlite'
      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migration'"
      : "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'migration'",
  );
  if (table === undefined) return true;
  const ran = new Set(
    (await database.rows<{ name: string }>('SELECT name FROM migration')).map(({ name }) => name),
  );
  return MIGRATIONS.some(({ name }) => !ran.has(name));
}
