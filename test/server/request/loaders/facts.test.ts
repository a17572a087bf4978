import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database, Reader } from '../../../../server/db/database';
import { batchesBySize, readFacts, readOrganizations } from '../../../../server/db/read-facts';
import { AffiliationTable, EmployeeTable } from '../../../../server/db/entities';
import { instant } from '../../../../server/db/instant';
import { factsLoader } from '../../../../server/request/loaders/facts';
import { day, type MemberFacts } from '../../../../server/rules';
import { DATABASES, openMigratedDatabase, type TestDatabase } from '../../../support/databases';
import { storeAchievements, storeOrganizations, storePerson } from '../../../support/facts';
import { sentence } from '../../../../server/messages';

const AT = instant(new Date('2026-01-01T00:00:00Z'));

describe('batches of organizations by size', () => {
  it('keep the order and have at most 10,000 people and achievements, except for a single large organization', () => {
    const sizes = [30, 30, 30, 11, 29, 31, 5, 250, 3];
    const parts = batchesBySize(sizes.map((size) => ({ size })));
    expect(parts.map((part) => part.map(({ size }) => size))).toEqual([
      [30, 30, 30],
      [11, 29],
      [31],
      [5],
      [250],
      [3],
    ]);
    expect(batchesBySize([])).toEqual([]);
  });
});

describe.each(DATABASES)('the facts of a request on $name', (kind) => {
  let database: Database;
  let test: TestDatabase;
  const setSize = (id: string, size: number) =>
    database.transaction((transaction) =>
      transaction.change('UPDATE organization SET size = ? WHERE id = ?', [size, id]),
    );
  const loaderOf = (reader: Reader) => factsLoader(reader, () => Promise.resolve([]));
  const organizations = (...ids: string[]) => readOrganizations(database, ids);

  beforeAll(async () => {
    ({ database, test } = await openMigratedDatabase(kind));
    await storeOrganizations(database, { id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' });
    await storePerson(database, 'one', { organizationId: 'a' });
    await storePerson(database, 'two', { organizationId: 'b' });
    await setSize('a', 99);
    await setSize('b', 2);
    await setSize('c', 1900);
    await setSize('d', 1);
  });
  afterAll(() => test.drop());

  it('are read in several batches for large organizations', async () => {
    const statements: string[] = [];
    const reader = {
      rows: <Row>(sql: string, parameters?: readonly (string | number | null)[]) => {
        statements.push(sql);
        return database.rows<Row>(sql, parameters);
      },
    };
    const facts = await loaderOf(reader).loadMany(await organizations('a', 'b'));
    expect(facts).toMatchObject([{ people: [{ id: 'one' }] }, { people: [{ id: 'two' }] }]);
    expect(statements.filter((sql) => sql.includes('FROM affiliation WHERE'))).toHaveLength(4);
  });

  it('are the same when people are read in portions', async () => {
    await storeOrganizations(database, { id: 'crowd' });
    const names = Array.from({ length: 2100 }, (_, n) => `member-${String(n).padStart(4, '0')}`);
    await database.transaction(async (transaction) => {
      await transaction.insert(
        EmployeeTable,
        names.map((id) => ({ id, subject: id, name: id, email: null, createdAt: AT, version: 1 })),
      );
      await transaction.insert(
        AffiliationTable,
        names.map((id) => ({
          id,
          employeeId: id,
          organizationId: 'crowd',
          role: 'MEMBER' as const,
          fromDay: day('2026-01-01'),
          untilDay: null,
          openFor: id,
          version: 1,
        })),
      );
    });
    await storeAchievements(database, 'member-0000', '70-480', '70-483');
    await storeAchievements(database, 'member-2099', '70-480');
    const [atOnce] = await readFacts(database, ['crowd']);
    const statements: string[] = [];
    const reader = {
      rows: <Row>(sql: string, parameters?: readonly (string | number | null)[]) => {
        statements.push(sql);
        return database.rows<Row>(sql, parameters);
      },
    };
    await setSize('crowd', 31);
    const [inPortions] = await readFacts(reader, ['crowd']);
    const sorted = (facts: MemberFacts | null | undefined) =>
      facts?.people.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    expect(inPortions?.people).toHaveLength(2100);
    expect(sorted(inPortions)).toEqual(sorted(atOnce));
    expect(statements.filter((sql) => sql.includes('FROM achievement')).length).toBe(5);
  });

  it('are refused beyond 200,000 people and achievements, and read for organizations within the limit', async () => {
    const load = loaderOf(database);
    const all = await organizations('a', 'b', 'c', 'd');
    const byId = all.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    const [a, b, c, d] = await load.loadMany(byId);
    expect([a, b, d]).toMatchObject([{ people: [{}] }, { people: [{}] }, { people: [] }]);
    expect(c).toMatchObject({
      sentence: sentence('limit.facts', { max: 200_000 }),
      extensions: { code: 'TOO_EXPENSIVE' },
    });
    const [again] = await load.loadMany(await organizations('c'));
    expect(again).toBe(c);
  });
});
