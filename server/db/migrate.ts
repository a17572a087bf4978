import type { Database } from './database';

/** How long a server waits for another one that is migrating the same database. */
const WAIT_SECONDS = 300;

/** Brings the tables to the newest state and answers the names of the migrations that it ran. */
export async function migrate(database: Database): Promise<readonly string[]> {
  return alone(database, async () => {
    const ran = await database.source.runMigrations({ transaction: 'each' });
    return ran.map(({ name }) => name);
  });
}

export async function pendingMigrations(database: Database): Promise<boolean> {
  return database.source.showMigrations();
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
