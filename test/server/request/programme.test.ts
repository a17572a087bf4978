import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Database } from '../../../server/db/database';
import { storeFirstCatalogue } from '../../../server/commands/store-first-catalogue';
import { Programme } from '../../../server/request/programme';
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

it('reads a version once for all requests that ask when it is published', async () => {
  const programme = new Programme();
  const before = await programme.versions(database);
  await storeVersion(database, 2, '2027-01-01', catalogueDocument2017());
  const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => programme.versions(database)));
  expect(first?.map(({ version }) => version)).toEqual([...before.map(({ version }) => version), 2]);
  for (const versions of others) expect(versions).toBe(first);
  expect(programme.known).toBe(first);
});
