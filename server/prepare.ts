import { requireTimeZone, storeFirstCatalogue } from './commands/catalogue/store-first-catalogue';
import type { Config } from './config';
import type { Database } from './db/database';
import { migrate, pendingMigrations } from './db/migrate';
import { requireDemo, prepareDemo, type Demo } from './demo';
import { PlainError } from './messages/plain-error';
import { dayAt } from './request/today';

class NotMigrated extends PlainError {
  constructor(place: string) {
    super(
      `The database ${place} is not up to date. Run "npm run migrate", or start with LAUREL_MIGRATE=true.`,
    );
  }
}

export async function prepare(config: Config, opened: Database, now: Date): Promise<Demo | null> {
  return opened.exclusively(async (database) => {
    if (config.migrate) await migrate(database);
    else if (await pendingMigrations(database)) throw new NotMigrated(database.place);
    if (config.demo) await requireDemo(database);
    await storeFirstCatalogue(database, { file: config.catalogueFile, timeZone: config.timeZone }, now);
    await requireTimeZone(database, config.timeZone);
    if (!config.demo) return null;
    return prepareDemo(config, database, config.today ?? dayAt(now, config.timeZone), now);
  });
}

/** Like `prepare`, but throws instead of changing the database. */
export async function requirePrepared(config: Config, database: Database): Promise<void> {
  if (await pendingMigrations(database)) throw new NotMigrated(database.place);
  await requireTimeZone(database, config.timeZone);
}
