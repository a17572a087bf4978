import type { Migration } from 'typeorm';
import type { Database } from './database';
import { MIGRATIONS } from './migrations';

export async function migrate(database: Database): Promise<readonly string[]> {
  return database.exclusively(async () => {
    const ran =
      database.dialect === 'sqlite'
        ? await runInTransaction(database)
        : await database.source.runMigrations({ transaction: 'each' });
    return ran.map(({ name }) => name);
  });
}

/**
 * Migrates SQLite in one transaction, which waits for other writers before it begins. TypeORM's own transaction could
 * conflict with another writer halfway. TypeORM uses the same connection, so all migrations run inside this
 * transaction.
 */
async function runInTransaction(database: Database): Promise<readonly Migration[]> {
  if (!(await pendingMigrations(database))) return [];
  // Migrations replace tables with copies, so foreign keys are off. SQLite ignores this pragma inside a transaction.
  await database.source.query('PRAGMA foreign_keys = OFF');
  try {
    return await database.transaction(() => database.source.runMigrations({ transaction: 'none' }));
  } finally {
    await database.source.query('PRAGMA foreign_keys = ON');
  }
}

/** Uses plain reads. TypeORM's own check would use the transactions' connection and create the migration table. */
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
