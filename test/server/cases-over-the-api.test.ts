import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient, type Client } from '../../client/sdk';
import { ANSWERS, type Case } from '../../server/cases/case-document';
import { checkCase, differencesInWords, type Answer, type Said } from '../../server/cases/check-case';
import { loadCases } from '../../server/cases/load-cases';
import { readCases } from '../../server/cases/read-cases';
import { storeFirstCatalogue } from '../../server/commands/store-first-catalogue';
import { emptyTables } from '../../server/db/empty-tables';
import { countOutdated } from '../../server/projection/refill';
import { day, type Day } from '../../server/rules';
import { catalogue2017, type Editable } from '../support/catalogue';
import { DATABASES, type Kind } from '../support/databases';
import { mustBeFoundAsSaid } from '../support/search-check';
import { saidByApi } from '../support/answers-of-api';
import { tellFacts } from '../support/tell-facts';
import { startTestServer, type TestServer } from '../support/test-server';

const CASES = join(__dirname, '../cases');
const CATALOGUES = join(__dirname, '../../server/catalogue');
const FILES = readdirSync(CASES).filter((file) => file.endsWith('.json'));

/** Later than everything in any case, so that all of it can be told. */
const AFTERWARDS = day('2040-01-01');

describe.each(DATABASES)('the cases, told by commands and asked of the API, on $name', (kind) => {
  describe.each(FILES)('%s', (file) => {
    const { cases, catalogueFile } = loadCases(join(CASES, file), CATALOGUES);
    const programme = programmeOf(kind, catalogueFile);
    const written = writtenCases(join(CASES, file));

    it.each(written.map(({ expect: expectations }, i) => ({ ...there(cases[i]), expectations })))(
      '$name',
      async ({ expectations, ...one }) => {
        const answers = await programme.answers(one);
        expect(differencesInWords(file, one, answers)).toEqual([]);
        // Nothing that it expects is left out.
        expect(answers).toHaveLength(countAnswers(expectations));
      },
    );
  });

  describe('a case that the API disagrees with', () => {
    const programme = programmeOf(kind, join(CATALOGUES, 'catalogue-2017.json'));

    it('passes as long as nobody spoils it, and has every kind of expectation', async () => {
      const answers = await programme.answers(aCase());
      expect(differencesInWords('file', aCase(), answers)).toEqual([]);
      expect(new Set(answers.map(({ of }) => of.replace(/\[\d+\]$/, '')))).toEqual(new Set(ANSWERS));
    });

    it('is told with the day, what was expected and what came, for every kind of expectation', async () => {
      const one = aCase((written) => {
        written['expect'][0] = {
          on: '2017-03-01',
          attained: { devops: 'GOLD' },
          eligibleLevels: [],
          displayed: {},
          renewalAtRisk: true,
          willBeEligible: null,
          holds: [
            { competency: 'application-development', level: 'SILVER', is: false },
            { competency: 'application-development', level: 'GOLD', is: true },
          ],
        };
      });
      const told = (of: string, expected: string, got: string) =>
        `file · two exams make Silver · 2017-03-01 · ${of}\n  expected ${expected}\n  got      ${got}`;
      expect(differencesInWords('file', one, await programme.answers(one))).toEqual([
        told('attained', '{"devops":"GOLD"}', '{"application-development":"SILVER","devops":"SILVER"}'),
        told('eligibleLevels', '[]', '["SILVER"]'),
        told('displayed', '{}', '{"application-development":"SILVER","devops":"SILVER"}'),
        told('renewalAtRisk', 'true', 'false'),
        told('willBeEligible', 'null', 'true'),
        told(
          'holds[0]',
          'application-development SILVER does not hold',
          'application-development SILVER holds',
        ),
        told('holds[1]', 'application-development GOLD holds', 'application-development GOLD does not hold'),
      ]);
    });

    it.each<
      readonly [
        fact: string,
        forget: (facts: Case['facts']) => Partial<Case['facts']>,
        answers: readonly string[],
      ]
    >([
      ['a person', ({ people }) => ({ people: people.slice(1) }), ['attained', 'displayed', 'holds[0]']],
      ['an override', () => ({ overrides: [] }), ['attained', 'displayed']],
      ['a membership', () => ({ memberships: [] }), ['displayed', 'willBeEligible']],
    ])('is noticed when %s is not told', async (_fact, forget, expected) => {
      const one = aCase();
      const answers = await programme.answers({ ...one, facts: { ...one.facts, ...forget(one.facts) } });
      expect(answers.filter((answer) => answer.expected !== answer.got).map(({ of }) => of)).toEqual(
        expected,
      );
    });
  });
});

const WRITTEN = {
  name: 'two exams make Silver',
  organization: { market: 'DEVELOPED' },
  people: {
    ann: { here: [[null, null]], achievements: [{ code: '70-480', earnedOn: '2017-01-10' }] },
    bob: { here: [['2016-01-01', null]], achievements: [{ code: '70-532', earnedOn: '2017-01-10' }] },
  },
  overrides: [{ competency: 'devops', effect: 'GRANT', level: 'SILVER', from: '2017-02-01', until: null }],
  memberships: [{ level: 'SILVER', startsOn: '2017-02-01', endsOn: '2018-02-01' }],
  expect: [
    {
      on: '2017-03-01',
      attained: { 'application-development': 'SILVER', devops: 'SILVER' },
      eligibleLevels: ['SILVER'],
      displayed: { 'application-development': 'SILVER', devops: 'SILVER' },
      renewalAtRisk: false,
      willBeEligible: true,
      holds: [
        { competency: 'application-development', level: 'SILVER', is: true },
        { competency: 'application-development', level: 'GOLD', is: false },
      ],
    },
  ],
};

/** The case above, after a change. */
function aCase(change: (written: Editable) => void = () => undefined): Case {
  const written = structuredClone(WRITTEN);
  change(written);
  const { cases, problems } = readCases(
    { catalogue: 'catalogue-2017.json', cases: [written] },
    catalogue2017,
  );
  expect(problems).toEqual([]);
  return there(cases?.[0]);
}

/** A server for the cases of a catalogue, one after the other, each on a database that is as good as new. */
function programmeOf(kind: Kind, catalogueFile: string) {
  let server: TestServer;
  let header: string;
  let agent: Client;
  let today = AFTERWARDS;
  const goTo = (day: Day) => void (today = day);
  const goBack = () => goTo(AFTERWARDS);

  beforeAll(async () => {
    server = await startTestServer(kind, {
      clock: () => new Date(`${today}T09:00:00Z`),
      config: { today: null, catalogueFile, rateLimits: NO_RATES },
    });
    header = await server.person('agent', ['agent']);
    agent = createClient({ url: `${server.url}/graphql`, token: header.replace('Bearer ', '') });
  });
  afterAll(() => server.stop());

  // A new database has the same tables, empty (test/server/db/contract.test.ts), and the same catalogue.
  beforeEach(async () => {
    goBack();
    await emptyTables(server.database);
    await storeFirstCatalogue(server.database, { file: catalogueFile, timeZone: 'UTC' }, new Date());
  });

  return {
    /** Tells the facts of a case and asks what it expects: later for that day, and on that day for today. */
    async answers(one: Case): Promise<readonly Answer[]> {
      const id = await tellFacts({ agent, goTo, goBack }, one.name, one.facts);
      const said = new Map<Day, Said>();
      for (const { on } of one.expect) said.set(on, await saidByApi(server, header, id, on));
      // Whom lists find is what the commands have kept.
      expect(await countOutdated(server.database)).toBe(0);
      for (const [on, told] of said) await mustBeFoundAsSaid(server, header, id, told, on);
      const answers = checkCase(one, (on) => there(said.get(on)));
      for (const { on } of one.expect) {
        goTo(on);
        said.set(on, await saidByApi(server, header, id, null));
      }
      expect(checkCase(one, (on) => there(said.get(on)))).toEqual(answers);
      return answers;
    },
  };
}

function there<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('What was read, told or asked is not there.');
  return found;
}

interface WrittenCase {
  readonly expect: readonly Editable[];
}

/** The cases of a file, read without what knows what they may expect. */
function writtenCases(file: string): readonly WrittenCase[] {
  // The file has been found to be one of cases.
  return (JSON.parse(readFileSync(file, 'utf8')) as { cases: WrittenCase[] }).cases;
}

function countAnswers(expectations: readonly Editable[]): number {
  return expectations
    .map(({ on: _on, note: _note, holds = [], ...others }) => holds.length + Object.keys(others).length)
    .reduce((sum, count) => sum + count, 0);
}

const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };
