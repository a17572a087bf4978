import { parseArgs } from 'node:util';
import { readConfig } from './config';
import { openDatabase } from './db/open-database';
import { PlainError } from './messages/plain-error';
import { ProgressLine } from './messages/progress-line';
import { mustBePrepared } from './prepare';
import { countOutdated, refillAll } from './projection/refill';
import { KnownVersions } from './catalogue/known-versions';

/**
 * `npm run refill`: derives the outdated status of organizations anew, as every server does beside its work, until none
 * is left. Started again after it was ended, or several times at once, it does each organization once. Told to end, it
 * ends after the batch that it is at, says what is left, and exits with 1.
 */
run().catch((error: unknown) => {
  console.error(error instanceof PlainError ? error.message : error);
  process.exitCode = 2;
});

async function run(): Promise<void> {
  refuseArguments();
  const config = readConfig(process.env);
  const database = await openDatabase(config.databaseUrl, {
    connections: config.databaseConnections,
    mustBeThere: true,
  });
  const ending = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => ending.abort());
  try {
    await mustBePrepared(config, database);
    const programme = new KnownVersions();
    const progress = new ProgressLine(process.stderr, 'organizations', await countOutdated(database));
    let told = 0;
    const { done, left } = await refillAll(database, {
      versions: (reader) => programme.versions(reader),
      signal: ending.signal,
      onBatch: (organizations) => progress.tell((told += organizations), told),
      onHeld: (held) => {
        progress.end();
        console.error(`Others have ${inWords(held)} locked: waiting for them.`);
      },
    });
    progress.end();
    const derived = `the status of ${inWords(done)} was derived anew`;
    if (left > 0) {
      console.log(`${database.place}: ${derived}, and that of ${inWords(left)} is left.`);
      process.exitCode = 1;
    } else console.log(`${database.place}: ${done === 0 ? 'no status is outdated' : derived}.`);
  } finally {
    await database.close();
  }
}

function refuseArguments(): void {
  try {
    parseArgs({ options: {} });
  } catch (error) {
    throw new PlainError(`${(error as Error).message}\nUsage: npm run refill`);
  }
}

function inWords(organizations: number): string {
  return `${organizations} ${organizations === 1 ? 'organization' : 'organizations'}`;
}
