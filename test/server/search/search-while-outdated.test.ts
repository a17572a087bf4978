import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { publishCatalogue } from '../../../server/commands/publish-catalogue';
import type { CommandCall } from '../../../server/commands/run-command';
import type { Database, Parameter } from '../../../server/db/database';
import { countOutdated, refill } from '../../../server/projection/refill';
import { OutdatedEvaluation } from '../../../server/search/evaluate-outdated';
import { Selection } from '../../../server/request/selection';
import { ALL_ORGANIZATIONS, type OrganizationSearch } from '../../../server/search/organization-search';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import { searchByName, searchByRenewal } from '../../../server/search/search-organizations';
import { day } from '../../../server/rules';
import { catalogueDocument2017 } from '../../support/catalogue';
import { DATABASES, type TestDatabase } from '../../support/databases';
import { demoCopies } from '../../support/demo-copies';
import { evaluatingFreely } from '../../support/evaluating';
import { refilled } from '../../support/refilled';

const today = day('2026-03-02');
const MEMBERS: OrganizationSearch = { ...ALL_ORGANIZATIONS, membershipLevel: 'SILVER' };
const DEVOPS: OrganizationSearch = {
  ...ALL_ORGANIZATIONS,
  attained: { competency: 'devops', atLeast: 'SILVER' },
};

describe.each(DATABASES)('while spans are outdated on $name', (kind) => {
  let test: TestDatabase;
  let database: Database;
  /** The same database, as another server has it. */
  let other: Database;
  const [programme, otherProgramme] = [new KnownVersions(), new KnownVersions()];
  const searching = (reader: Database = database) => ({
    ...evaluatingFreely(reader),
    selection: Selection.EVERYTHING,
    // Searches of several requests know different programmes; each is one request here.
    programme: () => programme.upToDate(reader),
  });
  const all = async (search: OrganizationSearch, on = today) =>
    searchByName(searching(), search, on, { first: 100 }, ({ id }) => id).nodes();
  const count = async (search: OrganizationSearch) =>
    searchByName(searching(), search, today, { first: 1 }, ({ id }) => id).totalCount();
  const markAll = () =>
    database.transaction((transaction) => transaction.change('UPDATE organization SET edition = 0'));
  const refillByTheOther = () => refill(other, { versions: () => otherProgramme.versions(other) });

  beforeAll(async () => {
    ({ test, database } = await demoCopies(kind, 12));
    other = await test.open();
    await refilled(database);
  });
  afterAll(() => test.drop());

  it('a list has the same total while they are derived anew', async () => {
    const total = await count(MEMBERS);
    expect(total).toBeGreaterThan(100);
    await markAll();
    expect(await count(MEMBERS)).toBe(total);
    // The other server goes on after each statement of this one.
    const meanwhile: Database = {
      ...database,
      rows: async (sql, parameters) => {
        const rows = await database.rows<never>(sql, parameters);
        const one = new AbortController();
        const versions = () => otherProgramme.versions(other);
        await refill(other, { versions, signal: one.signal, onBatch: () => one.abort() });
        return rows;
      },
    };
    const page = searchByName(searching(meanwhile), MEMBERS, today, { first: 1 }, ({ id }) => id);
    expect(await page.totalCount()).toBe(total);
    expect(await countOutdated(database)).toBe(0);
    expect(await count(MEMBERS)).toBe(total);
  });

  it('a list has the same total in whichever order the database puts what it answers', async () => {
    const total = await count(MEMBERS);
    await markAll();
    const first = new AbortController();
    const versions = () => programme.versions(database);
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
    await refilled(database);
  });

  it('a page is never from before a change that was made before it was asked for', async () => {
    const on = day('2027-06-01');
    const full = (await all(DEVOPS, on)).length;
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
        catalogues: () => otherProgramme.versions(other),
      };
      const { refusals } = await publishCatalogue(call, {
        document: JSON.stringify(document),
        appliesFrom: day(appliesFrom),
        reason: 'A race',
      });
      expect(refusals).toEqual([]);
    };
    let epoch = 0;
    /** How many must be found; null: either is right. */
    let expected: number | null = full;
    let isRunning = true;
    let pages = 0;
    const wrong: string[] = [];
    const ask = async () => {
      try {
        while (isRunning) {
          const [epochBefore, must] = [epoch, expected];
          const { length } = await all(DEVOPS, on);
          pages += 1;
          if (epoch === epochBefore && must !== null && length !== must) wrong.push(`${length} for ${must}`);
          await turn();
        }
      } finally {
        isRunning = false;
      }
    };
    const asked = async (times: number) => {
      const enough = pages + times;
      while (isRunning && pages < enough) await turn();
    };
    const asking = Array.from({ length: 8 }, ask);
    for (let n = 1; n <= 4; n++) {
      const isRetired = n % 2 === 1;
      [expected, epoch] = [null, epoch + 1];
      await publish(isRetired, `2026-04-0${n}`);
      [expected, epoch] = [isRetired ? 0 : full, epoch + 1];
      await asked(16);
      await refillByTheOther();
      await asked(16);
    }
    isRunning = false;
    await Promise.all(asking);
    expect(wrong).toEqual([]);
    expect(pages).toBeGreaterThan(100);
    expect(await countOutdated(database)).toBe(0);
  });

  it('a new edition that comes in the middle of a search begins it anew', async () => {
    const { competencies } = (await programme.versions(database)).at(-1) ?? { competencies: [] };
    expect(competencies.length).toBeGreaterThan(0);
    const before = await all(MEMBERS);
    await markAll();
    let closed = 0;
    const closing: Database = {
      ...database,
      rows: async (sql, parameters) => {
        // After whether spans are outdated was read, and before anybody is evaluated.
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
    // What was begun with the old edition was thrown away.
    expect(sql.filter((text) => text.includes('isOutdated')).length).toBeGreaterThan(1);
    await refilled(database);
  });

  it('whoever asks for few has few evaluated, and others are served in between', async () => {
    await markAll();
    const evaluated = new Set<Parameter>();
    const counting: Database = {
      ...database,
      rows: (sql, parameters: readonly Parameter[] = []) => {
        if (sql.includes('FROM affiliation')) for (const id of parameters) evaluated.add(id);
        return database.rows(sql, parameters);
      },
    };
    const few = searchByName(searching(counting), ALL_MARKETS, today, { first: 1 }, ({ id }) => id);
    expect(await few.nodes()).toHaveLength(1);
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
    const began = performance.now();
    const nobody = { ...MEMBERS, attained: { competency: 'devops', atLeast: 'GOLD' }, atRisk: true } as const;
    await searchByRenewal(searching(), nobody, today, { first: 20 }, ({ id }) => id).nodes();
    await searchByName(searching(), nobody, today, { first: 20 }, ({ id }) => id).totalCount();
    isRunning = false;
    await others;
    // A slice has at most 5 ms, and ends with the step that it is in; a statement is a slice of its own.
    expect((performance.now() - began) / turns).toBeLessThan(20);
    await refilled(database);
  });
});

const ALL_MARKETS: OrganizationSearch = { ...ALL_ORGANIZATIONS, eligibleLevel: 'SILVER' };

it('a search that would evaluate more than a request has time for says at once when to ask again', () => {
  const reader = { rows: () => Promise.reject(new Error('Nothing is read.')) };
  const evaluation = new OutdatedEvaluation(
    evaluatingFreely(reader),
    { versions: [], closings: [] },
    ALL_ORGANIZATIONS,
    today,
  );
  evaluation.mustBePossible(20_000);
  expect(() => evaluation.mustBePossible(93_400)).toThrow(
    'A change that concerns everybody is still being worked in, and this search would have to evaluate more than' +
      ' 20,000 organizations by itself. Ask again in about 187 s.',
  );
});
