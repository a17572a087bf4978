import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from '../../../server/db/database';
import { migrate } from '../../../server/db/migrate';
import { MIGRATIONS } from '../../../server/db/migrations';
import { MembersByCountry1764300000000 as MembersByCountry } from '../../../server/db/migrations/1764300000000-members-by-country';
import { countOutdated } from '../../../server/projection/refill';
import { verify } from '../../../server/projection/verify';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import { DATABASES, type TestDatabase } from '../../support/databases';
import { demoCopies } from '../../support/demo-copies';
import { refillAll } from '../../support/refill-all';

describe.each(DATABASES)('the migration to members by country on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  let organizations: number;

  beforeEach(async () => {
    ({ test, database } = await demoCopies(kind, 1));
    organizations = await refillAll(database);
    expect(organizations).toBeGreaterThan(10);
  });
  afterEach(() => test.drop());

  const change = (sql: string) => database.transaction((transaction) => transaction.change(sql));
  const members = () =>
    database.rows<Record<string, unknown>>('SELECT * FROM member_span ORDER BY organizationId, fromDay');

  const expectFullRefill = async () => {
    expect([await countOutdated(database), await members()]).toEqual([organizations, []]);
    expect(await refillAll(database)).toBe(organizations);
    expect((await members()).every(({ country }) => /^[A-Z]{2}$/.test(String(country)))).toBe(true);
    const knownVersions = new KnownVersions();
    const differences: unknown[] = [];
    const verified = await verify(database, {
      versions: (reader) => knownVersions.versions(reader),
      sample: null,
      repair: false,
      onDifference: (difference) => differences.push(difference),
    });
    expect([verified, differences]).toEqual([{ organizations, marked: 0, different: 0 }, []]);
  };

  it('marks all organizations as outdated, although their old spans were up to date', async () => {
    const oldRows = (await members()).map(({ country: _, ...before }) => before);
    for (let i = MIGRATIONS.length; i > MIGRATIONS.indexOf(MembersByCountry); i--) {
      await database.source.undoLastMigration({ transaction: 'each' });
    }
    expect([await countOutdated(database), await members()]).toEqual([organizations, []]);
    for (const row of oldRows) {
      const columns = Object.keys(row);
      await database.transaction((transaction) =>
        transaction.change(
          `INSERT INTO member_span (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
          Object.values(row) as string[],
        ),
      );
    }
    await change('UPDATE organization SET edition = 1000');
    expect([await countOutdated(database), await members()]).toEqual([0, oldRows]);

    await migrate(database);
    await expectFullRefill();
  });

  it('marks all organizations as outdated if an earlier run was interrupted before it marked them', async () => {
    await change(`DELETE FROM migration WHERE name = '${MembersByCountry.name}'`);
    await change('DELETE FROM member_span');
    expect(await countOutdated(database)).toBe(0);

    expect(await migrate(database)).toEqual([MembersByCountry.name]);
    await expectFullRefill();
  });
});
