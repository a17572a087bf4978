import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { publishCatalogue } from '../../../server/commands/catalogue/publish-catalogue';
import type { CommandCall } from '../../../server/commands/run-command';
import type { Database, Parameter } from '../../../server/db/database';
import { countOutdated, refill } from '../../../server/projection/refill';
import { sentence } from '../../../server/messages';
import { OutdatedOrganizationEvaluator } from '../../../server/search/outdated-organization-evaluator';
import { Selection } from '../../../server/request/selection';
import { ALL_ORGANIZATIONS, type OrganizationSearch } from '../../../server/search/search-filters';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import { searchByName, searchByRenewal } from '../../../server/search/search-organizations';
import { day } from '../../../server/rules';
import { catalogueDocument2017 } from '../../support/catalogue';
import { DATABASES, type TestDatabase } from '../../support/databases';
import { demoCopies } from '../../support/demo-copies';
import { unmeteredContext } from '../../support/unmetered-evaluation';
import { refillAll } from '../../support/refill-all';

const today = day('2026-03-02');
const MEMBERS: OrganizationSearch = { ...ALL_ORGANIZATIONS, membershipLevel: 'SILVER' };
const DEVOPS: OrganizationSearch = {
  ...ALL_ORGANIZATIONS,
  attained: { competency: 'devops', atLeast: 'SILVER' },
};

describe.each(DATABASES)('while spans are outdated on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  let other: Database;
  const [knownVersions, otherKnownVersions] = [new KnownVersions(), new KnownVersions()];
  const searching = (reader: Database = database) => ({
    ...unmeteredContext(reader),
    selection: Selection.EVERYTHING,
    // Each search represents a separate request, and requests may read different editions.
    programmeState: () => knownVersions.programmeState(reader),
  });
  const idsOf = async (search: OrganizationSearch, on = today) =>
    searchByName(searching(), search, on, { first: 100 }, ({ id }) => id).nodes();
  const count = async (search: OrganizationSearch) =>
    searchByName(searching(), search, today, { first: 1 }, ({ id }) => id).totalCount();
  const markAll = () =>
    database.transaction((transaction) => transaction.change('UPDATE organization SET edition = 0'));
  const refillByTheOther = () => refill(other, { versions: () => otherKnownVersions.versions(other) });

  beforeAll(async () => {
    ({ test, database } = await demoCopies(kind, 12));
    other = await test.open();
    await refillAll(database);
  });
  afterAll(() => test.drop());

  it('a list has the same total while another server refills spans', async () => {
    const total = await count(MEMBERS);
    expect(total).toBeGreaterThan(100);
    await markAll();
    expect(await count(MEMBERS)).toBe(total);
    // The other server refills a batch after each statement of this one.
    const meanwhile: Database = {
      ...database,
      rows: async (sql, parameters) => {
        const rows = await database.rows<never>(sql, parameters);
        const batch = new AbortController();
        const versions = () => otherKnownVersions.versions(other);
        await refill(other, { versions, signal: batch.signal, onBatch: () => batch.abort() });
        return rows;
      },
    };
    const page = searchByName(searching(meanwhile), MEMBERS, today, { first: 1 }, ({ id }) => id);
    expect(await page.totalCount()).toBe(total);
    expect(await countOutdated(database)).toBe(0);
    expect(await count(MEMBERS)).toBe(total);
  });

  it('a list has the same total for any order of rows from the database', async () => {
    const total = await count(MEMBERS);
    await markAll();
    const first = new AbortController();
    const versions = () => knownVersions.versions(database);
    await refill(database, { versions, signal: first.signal, onBatch: () => first.abort() });
    let counted = 0;
    const reversing: Database = {
      ...database,
      rows: async (sql, parameters) => {
        const rows = await database.rows<never>(sql, parameters);
        if (!sql.includes('COUNT(*) AS total')) return rows;
        if (++counted > 2) throw new Error('It counts again and again.');
        return rows.reverse();
      },
    };
    const page = searchByName(searching(reversing), MEMBERS, today, { first: 1 }, ({ id }) => id);
    expect(await page.totalCount()).toBe(total);
    await refillAll(database);
  });

  it('a page reflects every change that was committed before the request', async () => {
    const on = day('2027-06-01');
    const full = (await idsOf(DEVOPS, on)).length;
    expect(full).toBeGreaterThan(10);
    const publish = async (isRetired: boolean, appliesFrom: string) => {
      const document = catalogueDocument2017() as { competencies: { key: string; retiredOn?: string }[] };
      for (const competency of document.competencies) {
        if (competency.key === 'devops' && isRetired) competency.retiredOn = '2027-01-01';
      }
      const call: CommandCall = {
        viewer: {
          kind: 'person',
          subject: 'admin',
          roles: new Set(['AGENT', 'PROGRAMME_ADMIN']),
          employee: null,
        },
        now: new Date(`${today}T12:00:00Z`),
        today,
        database: other,
        catalogues: () => otherKnownVersions.versions(other),
      };
      const { refusals } = await publishCatalogue(call, {
        document: JSON.stringify(document),
        appliesFrom: day(appliesFrom),
        reason: 'A race',
      });
      expect(refusals).toEqual([]);
    };
    let epoch = 0;
    /** The expected length of the page. Null during a change, when both the old and the new length are right. */
    let expected: number | null = full;
    let isRunning = true;
    let pages = 0;
    const wrong: string[] = [];
    const readPages = async () => {
      try {
        while (isRunning) {
          const [epochBefore, expectedBefore] = [epoch, expected];
          const { length } = await idsOf(DEVOPS, on);
          pages += 1;
          if (epoch === epochBefore && expectedBefore !== null && length !== expectedBefore)
            wrong.push(`${length} for ${expectedBefore}`);
          await turn();
        }
      } finally {
        isRunning = false;
      }
    };
    const waitForPages = async (count: number) => {
      const enough = pages + count;
      while (isRunning && pages < enough) await turn();
    };
    const readers = Array.from({ length: 8 }, readPages);
    for (let n = 1; n <= 4; n++) {
      const isRetired = n % 2 === 1;
      [expected, epoch] = [null, epoch + 1];
      await publish(isRetired, `2026-04-0${n}`);
      [expected, epoch] = [isRetired ? 0 : full, epoch + 1];
      await waitForPages(16);
      await refillByTheOther();
      await waitForPages(16);
    }
    isRunning = false;
    await Promise.all(readers);
    expect(wrong).toEqual([]);
    expect(pages).toBeGreaterThan(100);
    expect(await countOutdated(database)).toBe(0);
  });

  it('a new edition during a search restarts the search', async () => {
    const { competencies } = (await knownVersions.versions(database)).at(-1) ?? { competencies: [] };
    expect(competencies.length).toBeGreaterThan(0);
    const before = await idsOf(MEMBERS);
    await markAll();
    let closed = 0;
    const closing: Database = {
      ...database,
      rows: async (sql, parameters) => {
        // Closes a month after the check for outdated spans and before the first evaluation.
        if (sql.includes('isOutdated') && closed === 0) {
          closed += 1;
          await database.transaction((transaction) =>
            transaction.change(
              "INSERT INTO month_closing (month, closedOn) VALUES ('2001-01', '2001-02-01')",
            ),
          );
        }
        return database.rows(sql, parameters);
      },
    };
    const sql: string[] = [];
    const watched: Database = {
      ...closing,
      rows: (text, parameters) => {
        sql.push(text);
        return closing.rows(text, parameters);
      },
    };
    const page = searchByName(searching(watched), MEMBERS, today, { first: 100 }, ({ id }) => id);
    expect(await page.nodes()).toEqual(before);
    expect(closed).toBe(1);
    expect(sql.filter((text) => text.includes('isOutdated')).length).toBeGreaterThan(1);
    await refillAll(database);
  });

  it('a short page evaluates few organizations, and other requests are served in between', async () => {
    await markAll();
    const evaluated = new Set<Parameter>();
    const counting: Database = {
      ...database,
      rows: (sql, parameters: readonly Parameter[] = []) => {
        if (sql.includes('FROM affiliation')) for (const id of parameters) evaluated.add(id);
        return database.rows(sql, parameters);
      },
    };
    const shortPage = searchByName(searching(counting), ALL_MARKETS, today, { first: 1 }, ({ id }) => id);
    expect(await shortPage.nodes()).toHaveLength(1);
    expect(evaluated.size).toBeGreaterThan(0);
    expect(evaluated.size).toBeLessThan(60);

    let turns = 0;
    let isRunning = true;
    const others = (async () => {
      while (isRunning) {
        await turn();
        turns += 1;
      }
    })();
    // Measures processor time, because other processes share the machine.
    const began = process.cpuUsage();
    const noMatch = {
      ...MEMBERS,
      attained: { competency: 'devops', atLeast: 'GOLD' },
      atRisk: true,
    } as const;
    await searchByRenewal(searching(), noMatch, today, { first: 20 }, ({ id }) => id).nodes();
    await searchByName(searching(), noMatch, today, { first: 20 }, ({ id }) => id).totalCount();
    isRunning = false;
    await others;
    // A slice of at most 5 ms ends only when its current step ends. A statement is a slice of its own.
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1000 / turns).toBeLessThan(20);
    await refillAll(database);
  });
});

const ALL_MARKETS: OrganizationSearch = { ...ALL_ORGANIZATIONS, eligibleLevel: 'SILVER' };

it('a search that would exceed the time of a request is refused immediately, with a time to retry', () => {
  const reader = { rows: () => Promise.reject(new Error('Nothing is read.')) };
  const evaluation = new OutdatedOrganizationEvaluator(
    unmeteredContext(reader),
    { versions: [], closings: [] },
    ALL_ORGANIZATIONS,
    today,
  );
  evaluation.assertWithinLimit(20_000);
  const refused = sentence('search.outdated', { max: 20_000, seconds: 187 });
  expect(() => evaluation.assertWithinLimit(93_400)).toThrow(expect.objectContaining({ sentence: refused }));
});
