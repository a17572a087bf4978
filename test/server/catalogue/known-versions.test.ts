import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Database } from '../../../server/db/database';
import { storeFirstCatalogue } from '../../../server/commands/catalogue/store-first-catalogue';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import { runWithoutPauses } from '../../../server/rules';
import { catalogueDocument2017, storeVersion } from '../../support/catalogue';
import { openMigratedDatabase, SQLITE, type TestDatabase } from '../../support/databases';

let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  ({ test, database } = await openMigratedDatabase(SQLITE));
  await storeFirstCatalogue(database, { file: null, timeZone: 'UTC' }, new Date());
});
afterAll(() => test.drop());

it('reads a version in steps, and retries after a failure', async () => {
  let steps = 0;
  let isBroken = true;
  const knownVersions = new KnownVersions(async (work) => {
    for (;;) {
      const step = work.next();
      if (step.done === true) return step.value;
      steps++;
      if (isBroken && steps > 10) throw new Error('It was given up.');
    }
  });
  const readThreeTimes = () =>
    Promise.allSettled(Array.from({ length: 3 }, () => knownVersions.versions(database)));
  for (const { status } of await readThreeTimes()) expect(status).toBe('rejected');
  isBroken = false;
  for (const { status } of await readThreeTimes()) expect(status).toBe('fulfilled');
  expect(knownVersions.known.map(({ version }) => version)).toEqual([1]);
  expect(steps).toBeGreaterThan(50);
});

it('reads a new version once for all concurrent requests', async () => {
  const knownVersions = new KnownVersions();
  const before = await knownVersions.versions(database);
  await storeVersion(database, 2, '2027-01-01', catalogueDocument2017());
  const [first, ...others] = await Promise.all(
    Array.from({ length: 5 }, () => knownVersions.versions(database)),
  );
  expect(first?.map(({ version }) => version)).toEqual([...before.map(({ version }) => version), 2]);
  for (const versions of others) expect(versions).toBe(first);
  expect(knownVersions.known).toBe(first);
});

it('reads a version that was published in the same millisecond as one that is being read', async () => {
  let proceed: (() => void) | undefined;
  const waiting = new Promise<void>((resolve) => (proceed = resolve));
  const reads: number[] = [];
  const knownVersions = new KnownVersions(async (work) => {
    reads.push(reads.length);
    // The read of version 3 lasts until version 4 is read as well.
    if (reads.length === 2) await waiting;
    if (reads.length === 3) proceed?.();
    return runWithoutPauses(work);
  });
  await knownVersions.versions(database);
  await storeVersion(database, 3, '2027-01-01', catalogueDocument2017());
  const third = knownVersions.versions(database);
  while (reads.length < 2) await new Promise((resolve) => setImmediate(resolve));
  await storeVersion(database, 4, '2027-01-01', catalogueDocument2017());
  const fourth = knownVersions.versions(database);
  const newest = (await Promise.all([third, fourth])).map((versions) => versions.at(-1)?.version);
  expect(newest).toEqual([3, 4]);
});
