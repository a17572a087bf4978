import { parseArgs } from 'node:util';
import { globalId } from '../schema/global-id';
import { readConfig } from './config';
import { openDatabase } from './db/open-database';
import { PlainError } from './messages/plain-error';
import { ProgressLine } from './messages/progress-line';
import { mustBePrepared } from './prepare';
import {
  countOrganizations,
  countToVerify,
  verify,
  type Difference,
  type Verified,
} from './projection/verify';
import { KnownVersions } from './catalogue/known-versions';

/**
 * `npm run verify [-- --sample N] [--repair]`: compares the status that is kept for searches with what the rules derive
 * from the facts, of all organizations or of so many, prints each difference and exits with 1 if there is one.
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
    mustBeThere: true,
  });
  try {
    await mustBePrepared(config, database);
    const programme = new KnownVersions();
    const progress = new ProgressLine(process.stderr, 'organizations', await countToVerify(database, sample));
    const { organizations, marked, different } = await verify(database, {
      versions: (reader) => programme.versions(reader),
      sample,
      repair,
      onBatch: (done) => progress.tell(done, done),
      onDifference: (difference) => console.log(sentenceOf(difference)),
    });
    progress.end();
    const all = await countOrganizations(database);
    console.log(`${database.place}: ${sentencesOf({ organizations, marked, different }, all, repair)}`);
    if (different > 0) process.exitCode = 1;
  } finally {
    await database.close();
  }
}

function sentencesOf({ organizations, marked, different }: Verified, all: number, repair: boolean): string {
  const differing =
    different === 0 ? 'none differs' : `${different} ${different === 1 ? 'differs' : 'differ'}`;
  const compared =
    organizations === 0
      ? `None of ${all} organizations was compared.`
      : `${organizations} of ${all} organizations ${organizations === 1 ? 'was' : 'were'} compared, ${differing}` +
        (repair && different > 0 ? ` and ${different === 1 ? 'was' : 'were'} repaired.` : '.');
  if (marked === 0) return compared;
  const [are, were] = marked === 1 ? ['is', 'was'] : ['are', 'were'];
  return `${compared} ${marked} ${are} marked as outdated and ${were} not: searches evaluate them until they are refilled.`;
}

function readArguments(): { readonly sample: number | null; readonly repair: boolean } {
  try {
    const { values } = parseArgs({
      options: { sample: { type: 'string' }, repair: { type: 'boolean', default: false } },
    });
    return { sample: values.sample === undefined ? null : sampleOf(values.sample), repair: values.repair };
  } catch (error) {
    if (error instanceof PlainError) throw error;
    const { message } = error as Error;
    throw new PlainError(`${message}\nUsage: npm run verify [-- --sample 1000] [--repair]`);
  }
}

function sampleOf(text: string): number {
  const sample = Number(text);
  if (Number.isSafeInteger(sample) && sample > 0) return sample;
  throw new PlainError(`"${text}" is not a number of organizations. Write, for example, --sample 1000.`);
}

function sentenceOf({ organization: { id, name }, is, row }: Difference): string {
  const { organizationId: _id, searchName: _name, fromDay, lastDay, ...said } = row;
  const what = Object.entries(said)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(', ');
  const missing = is === 'missing' ? 'is derived and not kept' : 'is kept and not derived';
  return `${name} (${globalId('Organization', id)}): from ${fromDay} to ${lastDay} ${missing}: ${what}`;
}
