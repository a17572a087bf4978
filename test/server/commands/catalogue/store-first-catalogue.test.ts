import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  requireTimeZone,
  storeFirstCatalogue,
} from '../../../../server/commands/catalogue/store-first-catalogue';
import type { Database } from '../../../../server/db/database';
import { catalogueDocument2017, storeVersion } from '../../../support/catalogue';
import { textOfFailure } from '../../../support/in-english';
import { DATABASES, openMigratedDatabase, type TestDatabase } from '../../../support/databases';

describe.each(DATABASES)('the time zone of stored catalogues on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    ({ test, database } = await openMigratedDatabase(kind));
    await storeFirstCatalogue(database, { file: null, timeZone: 'UTC' }, new Date());
  });
  afterAll(() => test.drop());

  it('must equal the time zone of the configuration', async () => {
    await requireTimeZone(database, 'UTC');
    const said = await textOfFailure(requireTimeZone(database, 'Europe/Berlin'));
    expect(said).toMatch(/version 1[^]*"UTC"[^]*"Europe\/Berlin"/);
  });

  it('is checked in every version', async () => {
    const document = catalogueDocument2017();
    document['policy'].timeZone = 'Asia/Tokyo';
    await storeVersion(database, 2, '2026-07-01', document);
    expect(await textOfFailure(requireTimeZone(database, 'UTC'))).toMatch(/version 2/);
  });
});
