import './require-node';
import { parseArgs } from 'node:util';
import { readConfig } from './config';
import { openDatabase } from './db/open-database';
import { say, textOf } from './messages/say';
import { PlainError } from './messages/plain-error';
import { ProgressLine } from './messages/progress-line';
import { requirePrepared } from './prepare';
import { countOutdated, refillAll } from './projection/refill';
import { KnownVersions } from './catalogue/known-versions';

/**
 * `npm run refill`: recomputes outdated statuses until none is left, as every server does in the background.
 * Interrupted or concurrent runs refill each organization once. On SIGTERM or SIGINT, the command finishes the current
 * batch, prints the number of organizations left and exits with 1.
 */
run().catch((error: unknown) => {
  console.error(error instanceof PlainError ? textOf(error) : error);
  process.exitCode = 2;
});

async function run(): Promise<void> {
  refuseArguments();
  const config = readConfig(process.env);
  const database = await openDatabase(config.databaseUrl, {
    connections: config.databaseConnections,
    mustExist: true,
  });
  const ending = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => ending.abort());
  try {
    await requirePrepared(config, database);
    const knownVersions = new KnownVersions();
    const progress = new ProgressLine(process.stderr, 'organizations', await countOutdated(database));
    let refilled = 0;
    const { done, left } = await refillAll(database, {
      versions: (reader) => knownVersions.versions(reader),
      signal: ending.signal,
      onBatch: (organizations) => progress.update((refilled += organizations), refilled),
      onLocked: (locked) => {
        progress.end();
        console.error(say('refill.locked', { count: locked }));
      },
    });
    progress.end();
    console.log(summaryOf(database.place, done, left));
    if (left > 0) process.exitCode = 1;
  } finally {
    await database.close();
  }
}

function refuseArguments(): void {
  try {
    parseArgs({ options: {} });
  } catch (error) {
    throw new PlainError(say('refill.usage', { reason: (error as Error).message }));
  }
}

function summaryOf(place: string, done: number, left: number): string {
  if (done === 0 && left === 0) return say('refill.none', { place });
  const result = say('refill.done', { count: done, place });
  return left === 0 ? result : say('sentences', { left: result, right: say('refill.left', { count: left }) });
}
