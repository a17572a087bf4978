import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../../../server/demo/load-demo';
import {
  addDays,
  day,
  explainAll,
  missingIn,
  nearestPath,
  nextLevel,
  pathPercent,
  progressTowards,
  type Explanation,
  type PathProgress,
} from '../../../../server/rules';
import { catalogue2017 } from '../../../support/catalogue';
import { DATABASES } from '../../../support/databases';
import { factsOf, readFactRows, type FactRows } from '../../../support/facts-of';
import { startTestServer, TODAY, type TestServer } from '../../../support/test-server';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the tests assert the shape of answers
type Answer = any;

const today = day(TODAY);
const PATH = `path { key competency { key } } percent missing { __typename inWords
  ... on MissingPeople { group count need { inWords } } ... on MissingAmount { metric { key } amount }
  ... on ClosedToMarket { metric { key } } }`;
const COMPETENCY = `key percent nextLevel nextPath { ${PATH} } paths { ${PATH} }`;

const TYPES = {
  people: 'MissingPeople',
  amount: 'MissingAmount',
  market: 'ClosedToMarket',
  effect: 'NotEffective',
};

describe.each(DATABASES)('the progress of an organization on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  let rows: FactRows;
  beforeAll(async () => {
    server = await startTestServer(kind, { config: { rateLimits: RATES } });
    await loadDemo(server.database, today, new Date());
    agent = await server.person('agent', ['agent']);
    rows = await readFactRows(server.database);
  });
  afterAll(() => server.stop());

  const ask = async (key: string, fields: string): Promise<Answer> => {
    const { body } = await server.ask(`{ organization(by: { key: "${key}" }) { ${fields} } }`, { as: agent });
    expect(body.errors).toBeUndefined();
    return body.data.organization;
  };

  const expectedPath = (competency: string, progress: PathProgress) => ({
    path: { key: progress.path.key, competency: { key: competency } },
    percent: pathPercent(progress),
    missing: missingIn(progress).map((part) => ({
      __typename: TYPES[part.kind],
      inWords: expect.stringMatching(/[\w)]\.$/),
      ...(part.kind === 'people' && { group: part.group + 1, count: part.count, need: expect.anything() }),
      ...(part.kind === 'amount' && {
        metric: { key: part.metric },
        amount: (part.hundredths / 100).toFixed(2),
      }),
      ...(part.kind === 'market' && { metric: { key: part.metric } }),
    })),
  });

  it.each([0, -400, 200])(
    'agrees with the rules for every organization of the demo, %i days from today',
    async (days) => {
      const on = addDays(today, days);
      const kinds = new Set<string>();
      for (const organization of rows.organizations) {
        const explanations = explainAll([catalogue2017], factsOf(rows, organization), on);
        const { competencies, towards } = await ask(
          organization.key,
          `competencies(on: "${on}") { ${COMPETENCY} } towards: progressTowards(level: GOLD, on: "${on}") { ${PATH} }`,
        );
        expect(competencies).toEqual(explanations.map((one) => expectedCompetency(one)));
        expect(towards).toEqual(
          progressTowards(explanations, 'GOLD', on).map(({ competency, progress }) =>
            expectedPath(competency, progress),
          ),
        );
        for (const { missing } of towards) for (const { __typename } of missing) kinds.add(__typename);
      }
      expect([...kinds].toSorted()).toEqual(expect.arrayContaining(['MissingAmount', 'MissingPeople']));

      function expectedCompetency(one: Explanation) {
        const next = nextLevel(one, on);
        const nearest = next && nearestPath(one, next, on);
        return {
          key: one.competency,
          percent: nearest?.percent ?? (one.levelWithoutOverrides === null ? 0 : 100),
          nextLevel: next,
          nextPath: nearest && expectedPath(one.competency, nearest.progress),
          paths: one.paths.map((progress) => expectedPath(one.competency, progress)),
        };
      }
    },
  );

  it('names the missing parts', async () => {
    const { competency } = await ask(
      'nordwind-it',
      'competency(key: "devops", on: "2026-06-04") { attainedLevel percent nextLevel nextPath { percent missing { inWords } } }',
    );
    expect(competency).toEqual({
      attainedLevel: 'SILVER',
      percent: 75,
      nextLevel: 'GOLD',
      nextPath: {
        percent: 75,
        missing: [
          { inWords: 'One more person must hold 70-496, 70-498 and (70-497, PMI-ACP, PSM-I or CSM).' },
        ],
      },
    });
  });

  it('is also the progress of a what-if', async () => {
    const { whatIf } = await ask(
      'nordwind-it',
      `whatIf(on: "2026-06-04", changes: [{ personJoins: { credentials: ["70-496", "70-498", "CSM"] } }]) {
        after { competency(key: "devops") { percent nextLevel nextPath { percent } } } }`,
    );
    expect(whatIf.after.competency).toEqual({ percent: 100, nextLevel: null, nextPath: null });
  });
});

const RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };
