import { readConfig } from './config';
import { emptyTables } from './db/empty-tables';
import { openDatabase } from './db/open-database';
import { PlainError } from './messages/plain-error';
import { prepare } from './prepare';

/** `npm run demo:reset`: throws the programme of a demonstration away and loads it anew, dated from today. */
run().catch((error: unknown) => {
  console.error(error instanceof PlainError ? error.message : error);
  process.exitCode = 1;
});

async function run(): Promise<void> {
  const config = readConfig({ LAUREL_DEMO: 'true', ...process.env });
  if (!config.demo) {
    throw new PlainError('LAUREL_DEMO is false: only the database of a demonstration is ever emptied.');
  }
  const opened = await openDatabase(config.databaseUrl, { connections: config.databaseConnections });
  try {
    await opened.alone(async (database) => {
      // Refuses what is not a demonstration.
      await prepare(config, database, new Date());
      await emptyTables(database);
      await prepare(config, database, new Date());
    });
    console.log(`${opened.place} holds the demo programme, as it is today.`);
  } finally {
    await opened.close();
  }
}
