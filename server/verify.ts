import './require-node';
import { parseArgs } from 'node:util';
import { globalId } from '../schema/global-id';
import { readConfig } from './config';
import { openDatabase } from './db/open-database';
import { say, textOf } from './messages/say';
import { PlainError } from './messages/plain-error';
import { ProgressLine } from './messages/progress-line';
import { requirePrepared } from './prepare';
import {
  countOrganizations,
  countToVerify,
  verify,
  type Difference,
  type VerifyResult,
} from './projection/verify';
import { KnownVersions } from './catalogue/known-versions';

/**
 * `npm run verify [-- --sample N] [--repair]`: compares the stored spans of all organizations, or of a random sample,
 * with the spans derived from the facts. Prints each difference, and exits with 1 if there is one.
 */
run().catch((error: unknown) => {
  console.error(error instanceof PlainError ? textOf(error) : error);
  process.exitCode = 2;
});

async function run(): Promise<void> {
  const { sample, repair } = readArguments();
  const config = readConfig(process.env);
  const database = await openDatabase(config.databaseUrl, {
    connections: config.databaseConnections,
    mustExist: true,
  });
  try {
    await requirePrepared(config, database);
    const knownVersions = new KnownVersions();
    const progress = new ProgressLine(process.stderr, 'organizations', await countToVerify(database, sample));
    const { organizations, marked, different } = await verify(database, {
      versions: (reader) => knownVersions.versions(reader),
      sample,
      repair,
      onBatch: (done) => progress.update(done, done),
      onDifference: (difference) => console.log(differenceInWords(difference)),
    });
    progress.end();
    const all = await countOrganizations(database);
    console.log(summaryOf(database.place, { organizations, marked, different }, all, repair));
    if (different > 0) process.exitCode = 1;
  } finally {
    await database.close();
  }
}

function summaryOf(
  place: string,
  { organizations: compared, marked, different }: VerifyResult,
  total: number,
  repair: boolean,
): string {
  const result =
    compared === 0
      ? say('verify.none', { place, total })
      : different === 0
        ? say('verify.agree', { count: compared, place, total })
        : say(repair ? 'verify.repaired' : 'verify.differ', { count: different, place, compared, total });
  return marked === 0
    ? result
    : say('sentences', { left: result, right: say('verify.skipped', { count: marked }) });
}

function readArguments(): { readonly sample: number | null; readonly repair: boolean } {
  try {
    const { values } = parseArgs({
      options: { sample: { type: 'string' }, repair: { type: 'boolean', default: false } },
    });
    return { sample: values.sample === undefined ? null : parseSample(values.sample), repair: values.repair };
  } catch (error) {
    if (error instanceof PlainError) throw error;
    const { message } = error as Error;
    throw new PlainError(say('verify.usage', { reason: message }));
  }
}

function parseSample(text: string): number {
  const sample = Number(text);
  if (Number.isSafeInteger(sample) && sample > 0) return sample;
  throw new PlainError(say('verify.sample', { sample: text }));
}

function differenceInWords({ organization: { id, name }, is, row }: Difference): string {
  const { organizationId: _id, searchName: _name, fromDay, lastDay, ...fields } = row;
  const values = Object.entries(fields)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(', ');
  return say(is === 'missing' ? 'verify.missing' : 'verify.wrong', {
    name,
    id: globalId('Organization', id),
    from: fromDay,
    to: lastDay,
    values,
  });
}
