import type { Database } from './database';
import { MIGRATIONS } from './migrations';

/** How long a server waits for another one that is migrating the same database. */
const WAIT_SECONDS = 300;

/** Brings the tables to the newest state and answers the names of the migrations that it ran. */
export async function migrate(database: Database): Promise<readonly string[]> {
  return alone(database, async () => {
    const ran = await database.source.runMigrations({ transaction: 'each' });
    return ran.map(({ name }) => name);
  });
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

/** Servers that start together migrate one after the other. SQLite has no need: its file has one server. */
async function alone<T>(database: Database, work: () => Promise<T>): Promise<T> {
  if (database.dialect === 'sqlite') return work();
  const runner = database.source.createQueryRunner();
  const lock = `laurel migration of ${String(database.source.options.database)}`.slice(0, 64);
  try {
    const [answer] = (await runner.query('SELECT GET_LOCK(?, ?) AS taken', [lock, WAIT_SECONDS])) as {
      taken: number | null;
    }[];
    if (answer?.taken !== 1)
      throw new Error(`Another server has been migrating ${database.place} for too long.`);
    try {
      return await work();
    } finally {
      await runner.query('SELECT RELEASE_LOCK(?)', [lock]);
    }
  } finally {
    await runner.release();
  }
}
