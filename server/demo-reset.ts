import './require-node';
import { readConfig } from './config';
import { emptyTables } from './db/empty-tables';
import { openDatabase } from './db/open-database';
import { PlainError } from './messages/plain-error';
import { textOf } from './messages/say';
import { prepare } from './prepare';

/** `npm run demo:reset`: empties a demo database and loads the demo programme again, dated from today. */
run().catch((error: unknown) => {
  console.error(error instanceof PlainError ? textOf(error) : error);
  process.exitCode = 1;
});

async function run(): Promise<void> {
  const config = readConfig({ LAUREL_DEMO: 'true', ...process.env });
  if (!config.demo) {
    throw new PlainError(
      'LAUREL_DEMO is "false", but only a demo database can be reset. Set LAUREL_DEMO to "true".',
    );
  }
  const opened = await openDatabase(config.databaseUrl, { connections: config.databaseConnections });
  try {
    await opened.exclusively(async (database) => {
      // Throws unless the database holds a demonstration.
      await prepare(config, database, new Date());
      await emptyTables(database);
      await prepare(config, database, new Date());
    });
    console.log(`${opened.place} now holds the demo programme, dated from today.`);
  } finally {
    await opened.close();
  }
}
