import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import type { ConnectionArguments } from '../../../schema/connection';
import type { Database, Parameter } from '../../../server/db/database';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import { Selection } from '../../../server/request/selection';
import { ALL_ORGANIZATIONS, type OrganizationSearch } from '../../../server/search/organization-search';
import { searchByName, searchByRenewal } from '../../../server/search/search-organizations';
import { day } from '../../../server/rules';
import { DATABASES, type TestDatabase } from '../../support/databases';
import { demoCopies } from '../../support/demo-copies';
import { evaluatingFreely } from '../../support/evaluating';
import { refilled } from '../../support/refilled';

const today = day('2026-03-02');
const COPIES = 30;
const PAGE = 20;
/** The months that are closed, and the ends of the indexes that tell the edition. */
const CONSTANT = 50;
/** So many are read at once while some are outdated, and one more. */
const CANDIDATES = 51;
const TABLES = ['organization', 'membership', 'level_span', 'member_span'];

const DEVOPS = { competency: 'devops', atLeast: 'SILVER' } as const;
const SUMMER = { renewalFrom: day('2026-06-01'), renewalBefore: day('2026-09-01') };
const DE = { country: 'DE' };

type By = typeof searchByName | typeof searchByRenewal;

/**
 * How many rows are looked at for each organization that is found, beside its own: its span, and another one that has
 * ended. Searches that compare more than an index has in its order look at more.
 */
const LOOKS_AT = 2;

type Searched = readonly [
  name: string,
  by: By,
  search: Partial<OrganizationSearch>,
  index: string,
  looksAt?: number,
];

/** The searches of agents, and the index that each is served by, in its order. */
const SEARCHES: readonly Searched[] = [
  ['everybody by name', searchByName, {}, 'organization_search_name'],
  ['a country', searchByName, DE, 'organization_country'],
  ['what is attained', searchByName, { attained: DEVOPS }, 'level_span_by_name'],
  ['what is attained in a country', searchByName, { attained: DEVOPS, ...DE }, 'level_span_by_country'],
  ['what is displayed', searchByName, { displayed: DEVOPS }, 'level_span_by_name'],
  ['attained and displayed', searchByName, { attained: DEVOPS, displayed: DEVOPS }, 'level_span_by_name', 3],
  [
    'attained and displayed in a country',
    searchByName,
    { attained: DEVOPS, displayed: DEVOPS, ...DE },
    'level_span_by_country',
    3,
  ],
  ['who may buy a level', searchByName, { eligibleLevel: 'GOLD' }, 'level_span_by_name'],
  [
    'who may buy a level in a country',
    searchByName,
    { eligibleLevel: 'GOLD', ...DE },
    'level_span_by_country',
  ],
  [
    'attained and member',
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
  ['a market', searchByName, { attained: DEVOPS, market: 'DEVELOPED' }, 'level_span_by_name', 5],

  ['members of a level', searchByName, { membershipLevel: 'GOLD' }, 'member_span_level_by_name'],
  [
    'members of a level in a country',
    searchByName,
    { membershipLevel: 'GOLD', ...DE },
    'member_span_country_level_by_name',
  ],
  [
    'members who may buy a level',
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
  // Along the names, past all who renew at another time: there is no order by both.
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
    'at risk of a level',
    searchByRenewal,
    { atRisk: true, membershipLevel: 'SILVER', renewalBefore: day('2027-01-01') },
    'member_span_endangered_by_renewal',
    4,
  ],
  ['of a level by renewal', searchByRenewal, { membershipLevel: 'GOLD' }, 'member_span_by_renewal', 10],
  [
    'of a level by renewal in a country',
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
  /** Of its own: what SQLite has explained keeps a connection at what it has read by then. */
  let explaining: Database;
  let session: Connection | null = null;
  const programme = new KnownVersions();

  beforeAll(async () => {
    ({ test, database } = await demoCopies(kind, COPIES));
    // The copies of a company are in several countries, so that each country has all kinds of members.
    await database.transaction((transaction) =>
      transaction.change(
        "UPDATE organization SET country = CASE WHEN SUBSTR(id, 4, 1) < '8' THEN 'DE'" +
          " WHEN SUBSTR(id, 4, 1) < 'c' THEN 'IT' ELSE 'BR' END",
      ),
    );
    await refilled(database);
    await analyze();
    explaining = await test.open();
    if (database.dialect === 'mysql')
      session = await createConnection(test.url.replace('mariadb:', 'mysql:'));
  });
  afterAll(async () => {
    await session?.end();
    await test.drop();
  });

  /** As a server of the database does by itself from time to time. */
  async function analyze() {
    for (const table of TABLES) {
      await database.source.query(
        database.dialect === 'sqlite' ? `ANALYZE ${table}` : `ANALYZE TABLE ${table}`,
      );
    }
  }

  /** The statements that are sent for what is asked of a page. */
  async function statementsOf(
    by: By,
    search: Partial<OrganizationSearch>,
    given: ConnectionArguments,
    asked: 'nodes' | 'totalCount',
  ): Promise<readonly Statement[]> {
    const sent: Statement[] = [];
    const reader = {
      rows: <Row>(sql: string, parameters: readonly Parameter[] = []) => {
        sent.push({ sql, parameters });
        return database.rows<Row>(sql, parameters);
      },
    };
    await pageOf(reader, by, search, given)[asked]();
    return sent;
  }

  function pageOf(
    reader: Pick<Database, 'rows'>,
    by: By,
    search: Partial<OrganizationSearch>,
    given: ConnectionArguments,
  ) {
    return by(
      {
        ...evaluatingFreely(reader),
        selection: Selection.EVERYTHING,
        programme: () => programme.upToDate(database),
      },
      { ...ALL_ORGANIZATIONS, ...search },
      today,
      given,
      ({ id }) => id,
    );
  }

  async function explained({ sql, parameters }: Statement): Promise<readonly string[]> {
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

  /** How many rows of tables and entries of indexes MariaDB reads for a statement; SQLite does not tell. */
  async function examined({ sql, parameters }: Statement): Promise<number> {
    const read = async () => {
      const [rows] = (await session?.query<RowDataPacket[]>("SHOW SESSION STATUS LIKE 'Rows_read'")) ?? [];
      return Number(rows?.[0]?.['Value'] ?? 0);
    };
    const before = await read();
    await session?.query(sql, [...parameters]);
    return (await read()) - before;
  }

  /** The entry of an index that says how what is found is come to, where it needs no row beside it. */
  function foundIn(plan: readonly string[]): readonly string[] {
    const { found, isEnough } = READS[database.dialect];
    return plan.filter((line) => found.test(line) && isEnough.test(line));
  }

  const pages = SEARCHES.flatMap(([name, by, search, index, looksAt = LOOKS_AT]) =>
    PAGES.map(([page, given, from]) => ({ name, by, search, index, looksAt, page, given, from })),
  );

  it.each(pages)(
    '$name: $page is read from its index, in its order, and not much more of it',
    async ({ by, search, index, looksAt, given, from }) => {
      const few = Object.fromEntries(Object.keys(given).map((direction) => [direction, 3]));
      const { startCursor, endCursor } = await pageOf(database, by, search, few).pageInfo();
      const cursor = from === null ? {} : { [from]: from === 'after' ? endCursor : startCursor };
      expect(Object.values(cursor)).not.toContain(null);
      const statement = theFirst(await statementsOf(by, search, { ...given, ...cursor }, 'nodes'));
      const plan = await explained(statement);
      const reads = plan.filter((line) => new RegExp(`\\b${index}\\b`).test(line));
      expect([plan, reads.length]).toEqual([plan, 1]);
      expect([plan, plan.filter(READS[database.dialect].all)]).toEqual([plan, []]);
      const sorted = plan.filter((line) => /filesort|TEMP B-TREE/.test(line)).length;
      // Of what is found by spans the page itself is sorted once more, when its organizations are read.
      expect([plan, sorted]).toEqual([plan, isOfSpans(index) ? 1 : 0]);
      expect([plan, reads[0]?.includes('filesort')]).toEqual([plan, false]);
      // Of spans the index has all that is read of them; otherwise MariaDB may enter it before the day that is asked.
      expect([plan, foundIn(plan)]).toEqual([plan, isOfSpans(index) ? reads : []]);
      expect(await examined(statement)).toBeLessThanOrEqual(CONSTANT + (PAGE + 1) * (1 + looksAt));
    },
  );

  const ofStatus = SEARCHES.map(([name, by, search, index, looksAt = LOOKS_AT]) => {
    return { name, by, search, index, looksAt };
  }).filter(({ index }) => isOfSpans(index));

  it.each(ofStatus)('$name: the total is counted in one index alone', async ({ by, search, index }) => {
    const statement = theFirst(await statementsOf(by, search, { first: 1 }, 'totalCount'));
    const plan = await explained(statement);
    expect([plan, foundIn(plan).length]).toEqual([plan, 1]);
    expect([plan, plan.filter(READS[database.dialect].all)]).toEqual([plan, []]);
    // Whoever renews between two days, and nothing else is asked of: SQLite walks along the names.
    const walks = foundIn(plan).filter((line) => READS[database.dialect].whole.test(line));
    expect([plan, walks.length]).toEqual([
      plan,
      database.dialect === 'sqlite' && index === 'member_span_by_name' ? 1 : 0,
    ]);
  });

  const inACountry = ofStatus.filter(({ search }) => 'country' in search);

  it.each(inACountry)('$name: that nobody is found takes no time', async ({ by, search }) => {
    for (const asked of ['nodes', 'totalCount'] as const) {
      const statements = await statementsOf(by, { ...search, country: 'LI' }, { first: PAGE }, asked);
      for (const statement of statements) {
        const plan = await explained(statement);
        expect([plan, foundIn(plan).filter((line) => /country/.test(line)).length]).toEqual([plan, 1]);
        expect(await examined(statement)).toBeLessThanOrEqual(CONSTANT);
      }
    }
  });

  it('find out in no time whether anybody is outdated', async () => {
    const plan = await explained({ sql: 'SELECT MIN(edition) FROM organization', parameters: [] });
    expect(plan.join()).toMatch(
      database.dialect === 'sqlite' ? /COVERING INDEX organization_edition/ : /optimized away/,
    );
  });

  describe('while some are outdated', () => {
    let outdated: readonly unknown[] = [];

    beforeAll(async () => {
      outdated = await database.rows("SELECT id FROM organization WHERE id LIKE '0007%'");
      expect(outdated.length).toBeGreaterThan(10);
      await database.transaction((transaction) =>
        transaction.change("UPDATE organization SET edition = 0 WHERE id LIKE '0007%'"),
      );
      await purged();
      await analyze();
    });

    /** Until InnoDB has purged what an index had before, it takes that for rows, and chooses how to read by their number. */
    async function purged() {
      const sql = 'EXPLAIN SELECT id FROM organization WHERE edition = 0';
      while (database.dialect === 'mysql') {
        const [read] = await explaining.rows<{ rows: number }>(sql);
        if ((read?.rows ?? 0) <= outdated.length) return;
        await pause(50);
      }
    }

    it.each(ofStatus)(
      '$name: the others are read from the same index',
      async ({ by, search, index, looksAt }) => {
        for (const asked of ['nodes', 'totalCount'] as const) {
          const statements = await statementsOf(by, search, { first: PAGE }, asked);
          const statement = theFirst(statements.filter(({ sql }) => sql.includes('UNION ALL')));
          const plan = await explained(statement);
          expect([plan, plan.filter(READS[database.dialect].all)]).toEqual([plan, []]);
          const reads = foundIn(plan);
          if (asked === 'totalCount') {
            expect([plan, reads.length]).toEqual([plan, 1]);
            continue;
          }
          // Where it is asked for more at once, MariaDB may find it cheaper to sort all who renew in summer.
          if (database.dialect === 'mysql' && index === 'member_span_by_name') continue;
          expect([plan, reads.length]).toEqual([plan, 1]);
          expect([plan, reads.filter((line) => new RegExp(`\\b${index}\\b`).test(line))]).toEqual([
            plan,
            reads,
          ]);
          expect([plan, reads.filter((line) => line.includes('filesort'))]).toEqual([plan, []]);
          expect(await examined(statement)).toBeLessThanOrEqual(
            CONSTANT + (CANDIDATES + outdated.length) * (2 + looksAt),
          );
        }
      },
    );
  });
});

function theFirst(statements: readonly Statement[]): Statement {
  const [statement] = statements;
  if (statement === undefined) throw new Error('Nothing was asked.');
  return statement;
}

function isOfSpans(index: string): boolean {
  return !index.startsWith('organization');
}

/** How lines of plans tell what is read of the spans, and whether a table is read as a whole. */
const READS = {
  sqlite: {
    found: /^(SEARCH|SCAN) found USING/,
    isEnough: /USING COVERING INDEX/,
    whole: /^SCAN/,
    // The page, which is made first, may be.
    all: (line: string) =>
      line.startsWith('SCAN') && !/USING (COVERING )?INDEX|^SCAN (found|part\d)$/.test(line),
  },
  mysql: {
    found: /^found /,
    isEnough: /Using index(?! condition)/,
    whole: /^found index /,
    all: (line: string) => / ALL /.test(line) && !line.startsWith('<derived'),
  },
} as const;
