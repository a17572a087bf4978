import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient, type Client } from '../../client/sdk';
import { ANSWER_NAMES, type Case } from '../../server/cases/case-document';
import {
  checkCase,
  differencesInWords,
  type ComparedAnswer,
  type DayAnswers,
} from '../../server/cases/compare-answers';
import { loadCases } from '../../server/cases/load-cases';
import { readCases } from '../../server/cases/read-cases';
import { storeFirstCatalogue } from '../../server/commands/catalogue/store-first-catalogue';
import { emptyTables } from '../../server/db/empty-tables';
import { countOutdated } from '../../server/projection/refill';
import { day, type Day } from '../../server/rules';
import { catalogue2017, type EditableJson } from '../support/catalogue';
import { DATABASES, type DatabaseKind } from '../support/databases';
import { expectSearchesToMatch } from '../support/search-check';
import { statusFromApi } from '../support/status-from-api';
import { recordFacts } from '../support/record-facts';
import { startTestServer, type TestServer } from '../support/test-server';

const CASES = join(__dirname, '../cases');
const CATALOGUES = join(__dirname, '../../server/catalogue');
const FILES = readdirSync(CASES).filter((file) => file.endsWith('.json'));

/** A day after the facts of all cases, so that every fact can be recorded. */
const AFTERWARDS = day('2040-01-01');

describe.each(DATABASES)('the cases, recorded by commands and checked over the API, on $name', (kind) => {
  describe.each(FILES)('%s', (file) => {
    const { cases, catalogueFile } = loadCases(join(CASES, file), CATALOGUES);
    const programme = programmeOf(kind, catalogueFile);
    const written = writtenCases(join(CASES, file));

    it.each(written.map(({ expect: expectations }, i) => ({ ...required(cases[i]), expectations })))(
      '$name',
      async ({ expectations, ...one }) => {
        const answers = await programme.answers(one);
        expect(differencesInWords(file, one, answers)).toEqual([]);
        expect(answers).toHaveLength(countAnswers(expectations));
      },
    );
  });

  describe('a case with deliberate mistakes', () => {
    const programme = programmeOf(kind, join(CATALOGUES, 'catalogue-2017.json'));

    it('passes without the mistakes, and has every kind of expectation', async () => {
      const answers = await programme.answers(aCase());
      expect(differencesInWords('file', aCase(), answers)).toEqual([]);
      expect(new Set(answers.map(({ name: of }) => of.replace(/\[\d+\]$/, '')))).toEqual(
        new Set(ANSWER_NAMES),
      );
    });

    it('is reported with the day and the expected and actual answers, for every kind of expectation', async () => {
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
      const difference = (of: string, expected: string, got: string) =>
        `file · two exams make Silver · 2017-03-01 · ${of}\n  expected ${expected}\n  got      ${got}`;
      expect(differencesInWords('file', one, await programme.answers(one))).toEqual([
        difference('attained', '{"devops":"GOLD"}', '{"application-development":"SILVER","devops":"SILVER"}'),
        difference('eligibleLevels', '[]', '["SILVER"]'),
        difference('displayed', '{}', '{"application-development":"SILVER","devops":"SILVER"}'),
        difference('renewalAtRisk', 'true', 'false'),
        difference('willBeEligible', 'null', 'true'),
        difference(
          'holds[0]',
          'application-development SILVER does not hold',
          'application-development SILVER holds',
        ),
        difference(
          'holds[1]',
          'application-development GOLD holds',
          'application-development GOLD does not hold',
        ),
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
    ])('fails when %s is not recorded', async (_fact, forget, expected) => {
      const one = aCase();
      const answers = await programme.answers({ ...one, facts: { ...one.facts, ...forget(one.facts) } });
      expect(answers.filter((answer) => answer.expected !== answer.actual).map(({ name: of }) => of)).toEqual(
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

function aCase(change: (written: EditableJson) => void = () => undefined): Case {
  const written = structuredClone(WRITTEN);
  change(written);
  const { cases, problems } = readCases(
    { catalogue: 'catalogue-2017.json', cases: [written] },
    catalogue2017,
  );
  expect(problems).toEqual([]);
  return required(cases?.[0]);
}

function programmeOf(kind: DatabaseKind, catalogueFile: string) {
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

  // Emptied tables are equivalent to a new database (see test/server/db/contract.test.ts).
  beforeEach(async () => {
    goBack();
    await emptyTables(server.database);
    await storeFirstCatalogue(server.database, { file: catalogueFile, timeZone: 'UTC' }, new Date());
  });

  return {
    /** Asks for the status of each day twice: when `AFTERWARDS` is today, and when that day is today. */
    async answers(one: Case): Promise<readonly ComparedAnswer[]> {
      const id = await recordFacts({ agent, goTo, goBack }, one.name, one.facts);
      const answersByDay = new Map<Day, DayAnswers>();
      for (const { on } of one.expect) answersByDay.set(on, await statusFromApi(server, header, id, on));
      // The searches read stored spans only if the organization is not outdated.
      expect(await countOutdated(server.database)).toBe(0);
      for (const [on, dayAnswers] of answersByDay)
        await expectSearchesToMatch(server, header, id, dayAnswers, on);
      const answers = checkCase(one, (on) => required(answersByDay.get(on)));
      for (const { on } of one.expect) {
        goTo(on);
        answersByDay.set(on, await statusFromApi(server, header, id, null));
      }
      expect(checkCase(one, (on) => required(answersByDay.get(on)))).toEqual(answers);
      return answers;
    },
  };
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The case or its answer is missing.');
  return value;
}

interface WrittenCase {
  readonly expect: readonly EditableJson[];
}

function writtenCases(file: string): readonly WrittenCase[] {
  // `loadCases` has validated the file.
  return (JSON.parse(readFileSync(file, 'utf8')) as { cases: WrittenCase[] }).cases;
}

function countAnswers(expectations: readonly EditableJson[]): number {
  return expectations
    .map(({ on: _on, note: _note, holds = [], ...others }) => holds.length + Object.keys(others).length)
    .reduce((sum, count) => sum + count, 0);
}

const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };
