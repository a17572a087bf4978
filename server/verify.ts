import { parseArgs } from 'node:util';
import { globalId } from '../schema/global-id';
import { readConfig } from './config';
import { openDatabase } from './db/open-database';
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
  console.error(error instanceof PlainError ? error.message : error);
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
    console.log(`${database.place}: ${summaryOf({ organizations, marked, different }, all, repair)}`);
    if (different > 0) process.exitCode = 1;
  } finally {
    await database.close();
  }
}

function summaryOf({ organizations, marked, different }: VerifyResult, all: number, repair: boolean): string {
  const result = different === 0 ? 'none differs' : `${different} ${different === 1 ? 'differs' : 'differ'}`;
  const compared =
    organizations === 0
      ? `Compared none of ${all} organizations.`
      : `Compared ${organizations} of ${all} organizations, ${result}` +
        (repair && different > 0 ? ` and ${different === 1 ? 'was' : 'were'} repaired.` : '.');
  if (marked === 0) return compared;
  return marked === 1
    ? `${compared} Skipped 1 outdated organization, which searches evaluate until it is refilled.`
    : `${compared} Skipped ${marked} outdated organizations, which searches evaluate until they are refilled.`;
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
    throw new PlainError(`${message}\nUsage: npm run verify [-- --sample 1000] [--repair]`);
  }
}

function parseSample(text: string): number {
  const sample = Number(text);
  if (Number.isSafeInteger(sample) && sample > 0) return sample;
  throw new PlainError(
    `"${text}" is not a sample size. Give a whole number above zero, such as --sample 1000.`,
  );
}

function differenceInWords({ organization: { id, name }, is, row }: Difference): string {
  const { organizationId: _id, searchName: _name, fromDay, lastDay, ...fields } = row;
  const values = Object.entries(fields)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(', ');
  const problem = is === 'missing' ? 'missing span' : 'wrong span';
  return `${name} (${globalId('Organization', id)}): ${problem} from ${fromDay} to ${lastDay}: ${values}`;
}
