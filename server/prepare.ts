import { mustBeInTimeZone, storeFirstCatalogue } from './commands/store-first-catalogue';
import type { Config } from './config';
import type { Database } from './db/database';
import { migrate, pendingMigrations } from './db/migrate';
import { mustBeDemo, prepareDemo, type Demo } from './demo';
import { PlainError } from './messages/plain-error';
import { dayAt } from './request/today';

/** The database is not as this server needs it, and the server was told not to change that. */
class NotMigrated extends PlainError {
  constructor(place: string) {
    super(
      `The database ${place} is not up to date. Run "npm run migrate", or start with LAUREL_MIGRATE=true.`,
    );
  }
}

/** Makes a database ready for a server: tables, a first catalogue and, for a demonstration, a programme. */
export async function prepare(config: Config, given: Database, now: Date): Promise<Demo | null> {
  return given.alone(async (database) => {
    if (config.migrate) await migrate(database);
    else if (await pendingMigrations(database)) throw new NotMigrated(database.place);
    if (config.demo) await mustBeDemo(database);
    await storeFirstCatalogue(database, { file: config.catalogueFile, timeZone: config.timeZone }, now);
    await mustBeInTimeZone(database, config.timeZone);
    if (!config.demo) return null;
    return prepareDemo(config, database, config.today ?? dayAt(now, config.timeZone), now);
  });
}

/** Refuses a database that is not ready, and changes nothing in it. */
export async function mustBePrepared(config: Config, database: Database): Promise<void> {
  if (await pendingMigrations(database)) throw new NotMigrated(database.place);
  await mustBeInTimeZone(database, config.timeZone);
}
