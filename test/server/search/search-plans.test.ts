import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import type { ConnectionArguments } from '../../../schema/connection';
import type { Database, Parameter } from '../../../server/db/database';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import { Selection } from '../../../server/request/selection';
import { ALL_ORGANIZATIONS, type OrganizationSearch } from '../../../server/search/search-filters';
import { searchByName, searchByRenewal } from '../../../server/search/search-organizations';
import { day } from '../../../server/rules';
import { DATABASES, type TestDatabase } from '../../support/databases';
import { demoCopies } from '../../support/demo-copies';
import { unmeteredContext } from '../../support/unmetered-evaluation';
import { refillAll } from '../../support/refill-all';

const today = day('2026-03-02');
const COPIES = 30;
const PAGE = 20;
/** Rows that every statement reads for the editions: the closed months and the ends of two indexes. */
const EDITION_ROWS = 50;
/** One more than the candidates that the first statement reads while spans are outdated. */
const CANDIDATES = 51;
const TABLES = ['organization', 'membership', 'level_span', 'member_span'];

const DEVOPS = { competency: 'devops', atLeast: 'SILVER' } as const;
const SUMMER = { renewal: { from: day('2026-06-01'), until: day('2026-09-01') } };
const DE = { country: 'DE' };

type By = typeof searchByName | typeof searchByRenewal;

/**
 * Rows that are read for each match besides its organization: its span, and another span that has ended. Searches
 * with filters that their index does not cover read more.
 */
const ROWS_PER_MATCH = 2;

type Searched = readonly [
  name: string,
  by: By,
  search: Partial<OrganizationSearch>,
  index: string,
  rowsPerMatch?: number,
];

/** The searches of agents, each with the index that yields its rows in order. */
const SEARCHES: readonly Searched[] = [
  ['all organizations by name', searchByName, {}, 'organization_search_name'],
  ['a country by name', searchByName, DE, 'organization_country'],
  ['attained', searchByName, { attained: DEVOPS }, 'level_span_by_name'],
  ['attained in a country', searchByName, { attained: DEVOPS, ...DE }, 'level_span_by_country'],
  ['displayed', searchByName, { displayed: DEVOPS }, 'level_span_by_name'],
  ['attained and displayed', searchByName, { attained: DEVOPS, displayed: DEVOPS }, 'level_span_by_name', 3],
  [
    'attained and displayed in a country',
    searchByName,
    { attained: DEVOPS, displayed: DEVOPS, ...DE },
    'level_span_by_country',
    3,
  ],
  ['eligible for a level', searchByName, { eligibleLevel: 'GOLD' }, 'level_span_by_name'],
  [
    'eligible for a level in a country',
    searchByName,
    { eligibleLevel: 'GOLD', ...DE },
    'level_span_by_country',
  ],
  [
    'attained by members of a level',
    searchByName,
    { attained: DEVOPS, membershipLevel: 'GOLD' },
    'level_span_by_name',
    4,
  ],
  ['attained and at risk', searchByName, { attained: DEVOPS, atRisk: true }, 'level_span_by_name', 8],
  [
    'attained and at risk in a country',
    searchByName,
    { attained: DEVOPS, atRisk: true, ...DE },
    'level_span_by_country',
    5,
  ],
  ['attained in a market', searchByName, { attained: DEVOPS, market: 'DEVELOPED' }, 'level_span_by_name', 5],

  ['members of a level', searchByName, { membershipLevel: 'GOLD' }, 'member_span_level_by_name'],
  [
    'members of a level in a country',
    searchByName,
    { membershipLevel: 'GOLD', ...DE },
    'member_span_country_level_by_name',
  ],
  [
    'members eligible for a level',
    searchByName,
    { eligibleLevel: 'GOLD', membershipLevel: 'GOLD' },
    'member_span_level_by_name',
  ],
  [
    'members of a level who renew in summer',
    searchByName,
    { membershipLevel: 'GOLD', ...SUMMER },
    'member_span_level_by_name',
    5,
  ],
  ['at risk by name', searchByName, { atRisk: true }, 'member_span_endangered_by_name'],
  ['safe by name', searchByName, { atRisk: false }, 'member_span_endangered_by_name'],
  [
    'at risk by name in a country',
    searchByName,
    { atRisk: true, ...DE },
    'member_span_country_endangered_by_name',
  ],
  [
    'safe by name in a country',
    searchByName,
    { atRisk: false, ...DE },
    'member_span_country_endangered_by_name',
  ],
  [
    'at risk in a market',
    searchByName,
    { atRisk: true, market: 'DEVELOPED' },
    'member_span_endangered_by_name',
    5,
  ],
  // No index has both orders, so the search scans by name and skips other renewal days.
  ['renewing in summer, by name', searchByName, SUMMER, 'member_span_by_name'],
  [
    'renewing in summer, by name, in a country',
    searchByName,
    { ...SUMMER, ...DE },
    'member_span_country_by_name',
    7,
  ],

  ['members by renewal', searchByRenewal, {}, 'member_span_by_renewal'],
  ['members by renewal in a country', searchByRenewal, DE, 'member_span_country_by_renewal'],
  ['renewing in summer', searchByRenewal, SUMMER, 'member_span_by_renewal'],
  [
    'renewing in summer in a country',
    searchByRenewal,
    { ...SUMMER, ...DE },
    'member_span_country_by_renewal',
  ],
  ['at risk by renewal', searchByRenewal, { atRisk: true }, 'member_span_endangered_by_renewal'],
  ['safe by renewal', searchByRenewal, { atRisk: false }, 'member_span_endangered_by_renewal'],
  [
    'at risk by renewal in a country',
    searchByRenewal,
    { atRisk: true, ...DE },
    'member_span_country_endangered_by_renewal',
  ],
  [
    'safe by renewal in a country',
    searchByRenewal,
    { atRisk: false, ...DE },
    'member_span_country_endangered_by_renewal',
  ],
  [
    'members of a level at risk by renewal',
    searchByRenewal,
    { atRisk: true, membershipLevel: 'SILVER', renewal: { from: null, until: day('2027-01-01') } },
    'member_span_endangered_by_renewal',
    4,
  ],
  [
    'members of a level by renewal',
    searchByRenewal,
    { membershipLevel: 'GOLD' },
    'member_span_by_renewal',
    10,
  ],
  [
    'members of a level by renewal in a country',
    searchByRenewal,
    { membershipLevel: 'GOLD', ...DE },
    'member_span_country_by_renewal',
    7,
  ],
  ['attained by renewal', searchByRenewal, { attained: DEVOPS }, 'member_span_by_renewal', 27],
  [
    'attained and at risk by renewal',
    searchByRenewal,
    { attained: DEVOPS, atRisk: true },
    'member_span_endangered_by_renewal',
    8,
  ],
];

const PAGES = [
  ['the first page', { first: PAGE }, null],
  ['the next page', { first: PAGE }, 'after'],
  ['the last page', { last: PAGE }, null],
  ['the page before', { last: PAGE }, 'before'],
] as const;

interface Statement {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

describe.each(DATABASES)('the searches on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  /** A separate connection: after an EXPLAIN, a connection to SQLite keeps reading the same state. */
  let explaining: Database;
  let session: Connection | null = null;
  const knownVersions = new KnownVersions();

  beforeAll(async () => {
    ({ test, database } = await demoCopies(kind, COPIES));
    // Spreads the copies of a company over countries, so that each country has all kinds of members.
    await database.transaction((transaction) =>
      transaction.change(
        "UPDATE organization SET country = CASE WHEN SUBSTR(id, 4, 1) < '8' THEN 'DE'" +
          " WHEN SUBSTR(id, 4, 1) < 'c' THEN 'IT' ELSE 'BR' END",
      ),
    );
    await refillAll(database);
    await analyze();
    explaining = await test.open();
    if (database.dialect === 'mysql')
      session = await createConnection(test.url.replace('mariadb:', 'mysql:'));
  });
  afterAll(async () => {
    await session?.end();
    await test.drop();
  });

  async function analyze() {
    for (const table of TABLES) {
      await database.source.query(
        database.dialect === 'sqlite' ? `ANALYZE ${table}` : `ANALYZE TABLE ${table}`,
      );
    }
  }

  async function statementsOf(
    by: By,
    search: Partial<OrganizationSearch>,
    paging: ConnectionArguments,
    field: 'nodes' | 'totalCount',
  ): Promise<readonly Statement[]> {
    const sent: Statement[] = [];
    const reader = {
      rows: <Row>(sql: string, parameters: readonly Parameter[] = []) => {
        sent.push({ sql, parameters });
        return database.rows<Row>(sql, parameters);
      },
    };
    await pageOf(reader, by, search, paging)[field]();
    return sent;
  }

  function pageOf(
    reader: Pick<Database, 'rows'>,
    by: By,
    search: Partial<OrganizationSearch>,
    paging: ConnectionArguments,
  ) {
    return by(
      {
        ...unmeteredContext(reader),
        selection: Selection.EVERYTHING,
        programmeState: () => knownVersions.programmeState(database),
      },
      { ...ALL_ORGANIZATIONS, ...search },
      today,
      paging,
      ({ id }) => id,
    );
  }

  async function explain({ sql, parameters }: Statement): Promise<readonly string[]> {
    if (database.dialect === 'sqlite') {
      const rows = await explaining.rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, parameters);
      return rows.map(({ detail }) => detail);
    }
    const rows = await explaining.rows<{
      table: string | null;
      type: string;
      key: string | null;
      Extra: string;
    }>(`EXPLAIN ${sql}`, parameters);
    return rows.map(({ table, type, key, Extra }) => `${table} ${type} ${key} ${Extra}`);
  }

  /** The table rows and index entries that MariaDB reads for a statement; 0 for SQLite, which does not count them. */
  async function countRowsRead({ sql, parameters }: Statement): Promise<number> {
    const readCounter = async () => {
      const [rows] = (await session?.query<RowDataPacket[]>("SHOW SESSION STATUS LIKE 'Rows_read'")) ?? [];
      return Number(rows?.[0]?.['Value'] ?? 0);
    };
    const before = await readCounter();
    await session?.query(sql, [...parameters]);
    return (await readCounter()) - before;
  }

  function spanReads(plan: readonly string[]): readonly string[] {
    const { readsSpans, isCovering } = PLAN_LINES[database.dialect];
    return plan.filter((line) => readsSpans.test(line) && isCovering.test(line));
  }

  const pages = SEARCHES.flatMap(([name, by, search, index, rowsPerMatch = ROWS_PER_MATCH]) =>
    PAGES.map(([page, paging, from]) => ({ name, by, search, index, rowsPerMatch, page, paging, from })),
  );

  it.each(pages)(
    '$name: reads $page in the order of its index, with few extra rows',
    async ({ by, search, index, rowsPerMatch, paging, from }) => {
      const smallPage = Object.fromEntries(Object.keys(paging).map((direction) => [direction, 3]));
      const { startCursor, endCursor } = await pageOf(database, by, search, smallPage).pageInfo();
      const cursor = from === null ? {} : { [from]: from === 'after' ? endCursor : startCursor };
      expect(Object.values(cursor)).not.toContain(null);
      const statement = firstOf(await statementsOf(by, search, { ...paging, ...cursor }, 'nodes'));
      const plan = await explain(statement);
      const reads = plan.filter((line) => new RegExp(`\\b${index}\\b`).test(line));
      expect([plan, reads.length]).toEqual([plan, 1]);
      expect([plan, plan.filter(PLAN_LINES[database.dialect].scansTable)]).toEqual([plan, []]);
      const sorted = plan.filter((line) => /filesort|TEMP B-TREE/.test(line)).length;
      // A page of spans is sorted once more when its organizations are joined.
      expect([plan, sorted]).toEqual([plan, isOfSpans(index) ? 1 : 0]);
      expect([plan, reads[0]?.includes('filesort')]).toEqual([plan, false]);
      // The index must cover the read. Otherwise MariaDB may start to read it before the requested day.
      expect([plan, spanReads(plan)]).toEqual([plan, isOfSpans(index) ? reads : []]);
      expect(await countRowsRead(statement)).toBeLessThanOrEqual(
        EDITION_ROWS + (PAGE + 1) * (1 + rowsPerMatch),
      );
    },
  );

  const spanSearches = SEARCHES.map(([name, by, search, index, rowsPerMatch = ROWS_PER_MATCH]) => {
    return { name, by, search, index, rowsPerMatch };
  }).filter(({ index }) => isOfSpans(index));

  it.each(spanSearches)('$name: counts the total from one index', async ({ by, search, index }) => {
    const statement = firstOf(await statementsOf(by, search, { first: 1 }, 'totalCount'));
    const plan = await explain(statement);
    expect([plan, spanReads(plan).length]).toEqual([plan, 1]);
    expect([plan, plan.filter(PLAN_LINES[database.dialect].scansTable)]).toEqual([plan, []]);
    // With renewal days as the only filter, SQLite scans the index by name.
    const scans = spanReads(plan).filter((line) => PLAN_LINES[database.dialect].scansIndex.test(line));
    expect([plan, scans.length]).toEqual([
      plan,
      database.dialect === 'sqlite' && index === 'member_span_by_name' ? 1 : 0,
    ]);
  });

  const countrySearches = spanSearches.filter(({ search }) => 'country' in search);

  it.each(countrySearches)('$name: reads no spans for an empty page', async ({ by, search }) => {
    for (const field of ['nodes', 'totalCount'] as const) {
      const statements = await statementsOf(by, { ...search, country: 'LI' }, { first: PAGE }, field);
      for (const statement of statements) {
        const plan = await explain(statement);
        expect([plan, spanReads(plan).filter((line) => /country/.test(line)).length]).toEqual([plan, 1]);
        expect(await countRowsRead(statement)).toBeLessThanOrEqual(EDITION_ROWS);
      }
    }
  });

  it('read the oldest edition from the end of an index', async () => {
    const plan = await explain({ sql: 'SELECT MIN(edition) FROM organization', parameters: [] });
    expect(plan.join()).toMatch(
      database.dialect === 'sqlite' ? /COVERING INDEX organization_edition/ : /optimized away/,
    );
  });

  describe('while some spans are outdated', () => {
    let outdated: readonly unknown[] = [];

    beforeAll(async () => {
      outdated = await database.rows("SELECT id FROM organization WHERE id LIKE '0007%'");
      expect(outdated.length).toBeGreaterThan(10);
      await database.transaction((transaction) =>
        transaction.change("UPDATE organization SET edition = 0 WHERE id LIKE '0007%'"),
      );
      await waitForPurge();
      await analyze();
    });

    /** Waits until InnoDB has purged old index entries. Until then it counts them as rows, which changes its plans. */
    async function waitForPurge() {
      const sql = 'EXPLAIN SELECT id FROM organization WHERE edition = 0';
      while (database.dialect === 'mysql') {
        const [read] = await explaining.rows<{ rows: number }>(sql);
        if ((read?.rows ?? 0) <= outdated.length) return;
        await pause(50);
      }
    }

    it.each(spanSearches)(
      '$name: reads up-to-date spans from the same index',
      async ({ by, search, index, rowsPerMatch }) => {
        for (const field of ['nodes', 'totalCount'] as const) {
          const statements = await statementsOf(by, search, { first: PAGE }, field);
          const statement = firstOf(statements.filter(({ sql }) => sql.includes('UNION ALL')));
          const plan = await explain(statement);
          expect([plan, plan.filter(PLAN_LINES[database.dialect].scansTable)]).toEqual([plan, []]);
          const reads = spanReads(plan);
          if (field === 'totalCount') {
            expect([plan, reads.length]).toEqual([plan, 1]);
            continue;
          }
          // With this many candidates, MariaDB may sort all renewals of the summer instead.
          if (database.dialect === 'mysql' && index === 'member_span_by_name') continue;
          expect([plan, reads.length]).toEqual([plan, 1]);
          expect([plan, reads.filter((line) => new RegExp(`\\b${index}\\b`).test(line))]).toEqual([
            plan,
            reads,
          ]);
          expect([plan, reads.filter((line) => line.includes('filesort'))]).toEqual([plan, []]);
          expect(await countRowsRead(statement)).toBeLessThanOrEqual(
            EDITION_ROWS + (CANDIDATES + outdated.length) * (2 + rowsPerMatch),
          );
        }
      },
    );
  });
});

function firstOf(statements: readonly Statement[]): Statement {
  const [statement] = statements;
  if (statement === undefined) throw new Error('No statement was sent.');
  return statement;
}

function isOfSpans(index: string): boolean {
  return !index.startsWith('organization');
}

const PLAN_LINES = {
  sqlite: {
    readsSpans: /^(SEARCH|SCAN) matched USING/,
    isCovering: /USING COVERING INDEX/,
    scansIndex: /^SCAN/,
    // The derived table of the page may be scanned.
    scansTable: (line: string) =>
      line.startsWith('SCAN') && !/USING (COVERING )?INDEX|^SCAN (matched|part\d)$/.test(line),
  },
  mysql: {
    readsSpans: /^matched /,
    isCovering: /Using index(?! condition)/,
    scansIndex: /^matched index /,
    scansTable: (line: string) => / ALL /.test(line) && !line.startsWith('<derived'),
  },
} as const;
