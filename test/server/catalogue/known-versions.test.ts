import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Database } from '../../../server/db/database';
import { storeFirstCatalogue } from '../../../server/commands/store-first-catalogue';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import { catalogueDocument2017, storeVersion } from '../../support/catalogue';
import { DATABASES, migrated, type Kind, type TestDatabase } from '../../support/databases';

// The statements are the same on every database.
const [SQLITE] = DATABASES as readonly [Kind];
let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  ({ test, database } = await migrated(SQLITE));
  await storeFirstCatalogue(database, { file: null, timeZone: 'UTC' }, new Date());
});
afterAll(() => test.drop());

it('reads a version in steps, and again after its reading failed', async () => {
  let steps = 0;
  let isBroken = true;
  const programme = new KnownVersions(async (work) => {
    for (;;) {
      const step = work.next();
      if (step.done === true) return step.value;
      steps++;
      if (isBroken && steps > 10) throw new Error('It was given up.');
    }
  });
  const asked = () => Promise.allSettled(Array.from({ length: 3 }, () => programme.versions(database)));
  for (const { status } of await asked()) expect(status).toBe('rejected');
  isBroken = false;
  for (const { status } of await asked()) expect(status).toBe('fulfilled');
  expect(programme.known.map(({ version }) => version)).toEqual([1]);
  expect(steps).toBeGreaterThan(50);
});

it('reads a version once for all requests that ask when it is published', async () => {
  const programme = new KnownVersions();
  const before = await programme.versions(database);
  await storeVersion(database, 2, '2027-01-01', catalogueDocument2017());
  const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => programme.versions(database)));
  expect(first?.map(({ version }) => version)).toEqual([...before.map(({ version }) => version), 2]);
  for (const versions of others) expect(versions).toBe(first);
  expect(programme.known).toBe(first);
});
