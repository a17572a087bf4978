import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { storeFirstCatalogue } from '../../../server/commands/store-first-catalogue';
import type { Database, Parameter } from '../../../server/db/database';
import { Programme } from '../../../server/request/programme';
import { ALL_ORGANIZATIONS, type OrganizationSearch } from '../../../server/request/organization-search';
import { searchByName, searchByRenewal } from '../../../server/request/search-organizations';
import { day } from '../../../server/rules';
import { DATABASES, migrated, type TestDatabase } from '../../support/databases';
import { storeDemoCopies } from '../../support/demo-copies';
import { refilled } from '../../support/refilled';

const today = day('2026-03-02');
const DEVOPS = { competency: 'devops', atLeast: 'SILVER' } as const;

/** The searches of agents, and the index that each is served by, in its order. */
const SEARCHES: readonly (readonly [
  name: string,
  by: typeof searchByName | typeof searchByRenewal,
  search: Partial<OrganizationSearch>,
  index: string,
])[] = [
  ['everybody by name', searchByName, {}, 'organization_search_name'],
  ['a country', searchByName, { country: 'DE' }, 'organization_country'],
  ['what is attained', searchByName, { attained: DEVOPS }, 'level_span_by_name'],
  [
    'what is attained in a country',
    searchByName,
    { attained: DEVOPS, country: 'DE' },
    'level_span_by_country',
  ],
  ['what is displayed', searchByName, { displayed: DEVOPS }, 'level_span_by_name'],
  ['who may buy a level', searchByName, { eligibleLevel: 'GOLD' }, 'level_span_by_name'],
  ['attained and member', searchByName, { attained: DEVOPS, membershipLevel: 'GOLD' }, 'level_span_by_name'],
  ['attained and at risk', searchByName, { attained: DEVOPS, atRisk: true }, 'level_span_by_name'],
  ['a market', searchByName, { attained: DEVOPS, market: 'DEVELOPED' }, 'level_span_by_name'],
  ['members of a level', searchByName, { membershipLevel: 'GOLD' }, 'member_span_level_by_name'],
  ['at risk by name', searchByName, { atRisk: true }, 'member_span_endangered_by_name'],
  ['at risk by renewal', searchByRenewal, { atRisk: true }, 'member_span_endangered'],
  [
    'at risk of a level',
    searchByRenewal,
    { atRisk: true, membershipLevel: 'SILVER', renewalBefore: day('2027-01-01') },
    'member_span_endangered',
  ],
  ['members by renewal', searchByRenewal, {}, 'member_span_renewal'],
];

describe.each(DATABASES)('the searches on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  const programme = new Programme();

  beforeAll(async () => {
    ({ test, database } = await migrated(kind));
    await storeFirstCatalogue(database, { file: null, timeZone: 'UTC' }, new Date());
    await storeDemoCopies(database, today, 30);
    await refilled(database);
    // As a server of the database does by itself from time to time.
    for (const table of ['organization', 'level_span', 'member_span']) {
      await database.source.query(
        database.dialect === 'sqlite' ? `ANALYZE ${table}` : `ANALYZE TABLE ${table}`,
      );
    }
  }, 60_000);
  afterAll(() => test.drop());

  /** The statements that a page is read with, and how the database would read them. */
  async function plansOf(
    by: typeof searchByName | typeof searchByRenewal,
    search: OrganizationSearch,
    deep: boolean,
  ) {
    const sent: { sql: string; parameters: readonly Parameter[] }[] = [];
    const reader = {
      rows: <Row>(sql: string, parameters: readonly Parameter[] = []) => {
        sent.push({ sql, parameters });
        return database.rows<Row>(sql, parameters);
      },
    };
    const page = (after: string | null) =>
      by(
        { reader, programme: () => programme.upToDate(reader) },
        search,
        today,
        { first: 20, after },
        ({ id }) => id,
      );
    const first = await page(null).pageInfo();
    if (deep) {
      expect(first.endCursor).not.toBeNull();
      sent.length = 0;
      await page(first.endCursor).nodes();
    }
    const { sql, parameters } = sent.at(-1) ?? { sql: '', parameters: [] };
    return explained(sql, parameters);
  }

  async function explained(sql: string, parameters: readonly Parameter[]) {
    if (database.dialect === 'sqlite') {
      const rows = await database.rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, parameters);
      return rows.map(({ detail }) => detail);
    }
    const rows = await database.rows<{
      table: string | null;
      type: string;
      key: string | null;
      Extra: string;
    }>(`EXPLAIN ${sql}`, parameters);
    return rows.map(({ table, type, key, Extra }) => `${table} ${type} ${key} ${Extra}`);
  }

  it.each(SEARCHES)('%s: a page is read from its index, in its order', async (_name, by, search, index) => {
    for (const deep of [false, true]) {
      const plan = await plansOf(by, { ...ALL_ORGANIZATIONS, ...search }, deep);
      const reads = plan.filter((line) => new RegExp(`\\b${index}\\b`).test(line));
      expect([plan, reads.length]).toEqual([plan, 1]);
      expect([plan, plan.filter(readsAll[database.dialect])]).toEqual([plan, []]);
      const sorted = plan.filter((line) => /filesort|TEMP B-TREE/.test(line)).length;
      // Of what is found by spans the page itself is sorted once more, when its organizations are read.
      expect([plan, sorted]).toEqual([plan, index.startsWith('organization') ? 0 : 1]);
      expect([plan, reads[0]?.includes('filesort')]).toEqual([plan, false]);
      // Of spans the index has all that is read of them; otherwise MariaDB may enter it before the day that is asked.
      const isEnough =
        index.startsWith('organization') || isEnoughByItself[database.dialect].test(reads[0] ?? '');
      expect([plan, isEnough]).toEqual([plan, true]);
    }
  });

  it('find out in no time whether anybody is outdated', async () => {
    const plan = await explained('SELECT MIN(edition) FROM organization', []);
    expect(plan.join()).toMatch(
      database.dialect === 'sqlite' ? /COVERING INDEX organization_edition/ : /optimized away/,
    );
  });
});

const isEnoughByItself = { sqlite: /USING COVERING INDEX/, mysql: /Using index(?! condition)/ } as const;

/** Whether a table is read as a whole: the page, which is made first, may be. */
const readsAll = {
  sqlite: (line: string) => line.startsWith('SCAN') && !/USING (COVERING )?INDEX|^SCAN found$/.test(line),
  mysql: (line: string) => / ALL /.test(line) && !line.startsWith('<derived'),
} as const;
