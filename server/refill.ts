import { readConfig } from './config';
import { openDatabase } from './db/open-database';
import { PlainError } from './messages/plain-error';
import { ProgressLine } from './messages/progress-line';
import { countOutdated, refill } from './projection/refill';
import { Programme } from './request/programme';

/**
 * `npm run refill`: derives the outdated status of organizations anew, as every server does beside its work. Started
 * again after it was ended, or several times at once, it does each organization once.
 */
run().catch((error: unknown) => {
  console.error(error instanceof PlainError ? error.message : error);
  process.exitCode = 1;
});

async function run(): Promise<void> {
  const config = readConfig(process.env);
  const database = await openDatabase(config.databaseUrl, { connections: config.databaseConnections });
  try {
    const programme = new Programme();
    const progress = new ProgressLine(process.stderr, 'organizations', await countOutdated(database));
    let done = 0;
    await refill(database, {
      versions: () => programme.versions(database),
      onBatch: (organizations) => progress.tell((done += organizations), done),
    });
    progress.end();
    console.log(
      done === 0
        ? `${database.place}: no status is outdated.`
        : `${database.place}: the status of ${done} ${done === 1 ? 'organization' : 'organizations'} was derived anew.`,
    );
  } finally {
    await database.close();
  }
}
