import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '../../../server/db/database';
import { migrate } from '../../../server/db/migrate';
import { MIGRATIONS } from '../../../server/db/migrations';
import { DATABASES, openMigratedDatabase, type TestDatabase } from '../../support/databases';

describe.each(DATABASES)('migrations on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    ({ test, database } = await openMigratedDatabase(kind));
  });
  afterAll(() => test.drop());

  // MariaDB commits each table change separately, so an interrupted migration may be complete but unrecorded.
  it.each(MIGRATIONS.map(({ name }) => name))(
    'resume after an interruption at the end of %s',
    async (name) => {
      await database.transaction((transaction) =>
        transaction.change('DELETE FROM migration WHERE name = ?', [name]),
      );
      expect(await migrate(database)).toEqual([name]);
      const { upQueries } = await database.source.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    },
  );
});
