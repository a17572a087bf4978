import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../../../server/demo/load-demo';
import { addDays, day, explainedSpans, type ExplainedSpan } from '../../../../server/rules';
import { catalogue2017 } from '../../../support/catalogue';
import { DATABASES } from '../../../support/databases';
import { factsOf, readFactRows, type FactRows } from '../../../support/facts-of';
import { startTestServer, TODAY, type TestServer } from '../../../support/test-server';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the tests assert the shape of answers
type Answer = any;

const today = day(TODAY);
const SPAN = 'from until lastDay causes { on inWords }';
const TIMELINE = `from until lastDay
  competencies { competency { key } attainedLevel { level ${SPAN} } displayedLevel { level ${SPAN} } }
  membershipLevel { level ${SPAN} } eligibleLevel { level ${SPAN} }
  renewalAtRisk { flag ${SPAN} } willBeEligible { flag ${SPAN} }`;

describe.each(DATABASES)('the timeline of an organization on $name', (kind) => {
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

  const timelineOf = async (key: string, days: string): Promise<Answer> => {
    const { body } = await server.ask(
      `{ organization(by: { key: "${key}" }) { name timeline${days} { ${TIMELINE} } } }`,
      { as: agent },
    );
    return body;
  };

  it('agrees with the rules for every organization of the demo, past and future', async () => {
    const [from, until] = [addDays(today, -400), addDays(today, 300)];
    let causes = 0;
    for (const organization of rows.organizations) {
      const { data } = await timelineOf(organization.key, `(from: "${from}", until: "${until}")`);
      const expected = explainedSpans([catalogue2017], factsOf(rows, organization), from, until);
      const spans = (name: 'level' | 'flag') => (all: readonly ExplainedSpan<unknown>[]) =>
        all.map((span) => ({
          [name]: span.value,
          from: span.from,
          until: span.until,
          lastDay: addDays(span.until ?? until, -1),
          causes: span.causes.map((cause) => ({ on: cause.day, inWords: expect.stringMatching(/\w\.$/) })),
        }));
      const [levels, flags] = [spans('level'), spans('flag')];
      const { timeline } = data.organization;
      expect(timeline).toEqual({
        from,
        until,
        lastDay: addDays(until, -1),
        competencies: expected.competencies.map(({ competency, attained, displayed }) => ({
          competency: { key: competency },
          attainedLevel: levels(attained),
          displayedLevel: levels(displayed),
        })),
        membershipLevel: levels(expected.membership),
        eligibleLevel: levels(expected.eligible),
        renewalAtRisk: flags(expected.renewalAtRisk),
        willBeEligible: flags(expected.willBeEligible),
      });
      causes += timeline.competencies.flatMap(({ attainedLevel }: Answer) =>
        attainedLevel.flatMap((span: Answer) => span.causes),
      ).length;
    }
    expect(causes).toBeGreaterThan(20);
  });

  it('shows each level with its days and causes', async () => {
    const { data } = await timelineOf('nordwind-it', '(until: "2027-01-01")');
    const { from, until, lastDay, competencies } = data.organization.timeline;
    expect([from, until, lastDay]).toEqual([TODAY, '2027-01-01', '2026-12-31']);
    const devops = competencies.find(({ competency }: Answer) => competency.key === 'devops');
    expect(devops.attainedLevel).toEqual([
      { level: 'GOLD', from: TODAY, until: '2026-06-04', lastDay: '2026-06-03', causes: [] },
      {
        level: 'SILVER',
        from: '2026-06-04',
        until: '2027-01-01',
        lastDay: '2026-12-31',
        causes: [{ on: '2026-06-04', inWords: expect.stringContaining('Jonas Behrens') }],
      },
    ]);
  });

  it('has no end by default', async () => {
    const { data } = await timelineOf('nordwind-it', '');
    const { until, lastDay, membershipLevel } = data.organization.timeline;
    expect([until, lastDay]).toEqual([null, null]);
    expect(membershipLevel.at(-1)).toMatchObject({ level: null, until: null, lastDay: null });
  });

  it('refuses a span without days, and leaves the rest of the organization', async () => {
    const { data, errors } = await timelineOf('nordwind-it', '(from: "2026-06-01", until: "2026-06-01")');
    expect(data.organization).toEqual({ name: 'Nordwind IT', timeline: null });
    expect(errors).toMatchObject([
      {
        message: 'The timeline must end after 2026-06-01, not on 2026-06-01. Give a later day.',
        path: ['organization', 'timeline'],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it('costs as much as a forecast, once for equal arguments', async () => {
    const cost = async (fields: string) => {
      const { body } = await server.ask(`{ organization(by: { key: "nordwind-it" }) { ${fields} } }`, {
        as: agent,
      });
      return body.extensions.cost.requested;
    };
    const one = await cost('a: timeline { from }');
    expect(one).toBeGreaterThanOrEqual((await cost('a: forecast(until: "2026-03-03") { on }')) - 20);
    expect(await cost('a: timeline { from } b: timeline { from }')).toBeLessThan(one + 10);
  });
});

const RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };
