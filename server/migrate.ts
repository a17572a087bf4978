import './require-node';
import { readConfig } from './config';
import { migrate } from './db/migrate';
import { openDatabase } from './db/open-database';
import { PlainError } from './messages/plain-error';
import { textOf } from './messages/say';

/** `npm run migrate`: runs the pending migrations of the configured database and prints their names. */
run().catch((error: unknown) => {
  console.error(error instanceof PlainError ? textOf(error) : error);
  process.exitCode = 1;
});

async function run(): Promise<void> {
  const config = readConfig(process.env);
  const database = await openDatabase(config.databaseUrl, { connections: config.databaseConnections });
  try {
    const names = await migrate(database);
    console.log(
      names.length === 0 ? `${database.place} is up to date.` : `${database.place}: ran ${names.join(', ')}.`,
    );
  } finally {
    await database.close();
  }
}
