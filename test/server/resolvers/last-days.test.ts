import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../../server/demo/load-demo';
import { addDays, day, earlierEnd, lastDayOf, type Day } from '../../../server/rules';
import { DATABASES } from '../../support/databases';
import { startTestServer, TODAY, type TestServer } from '../../support/test-server';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the answers have many shapes
type Answer = any;

interface Dated {
  readonly __typename: string;
  readonly from: Day | null;
  readonly until: Day | null;
  readonly lastDay: Day | null;
}

const SPAN = '__typename from until lastDay';

describe.each(DATABASES)('the last day on $name, in the demo programme', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    agent = await server.person('agent', ['agent']);
    await loadDemo(server.database, day(TODAY), new Date());
  });
  afterAll(() => server.stop());

  const ask = async (document: string): Promise<Answer> => {
    const { body } = await server.ask(document, { as: agent });
    expect(body.errors).toBeUndefined();
    return body.data;
  };

  it('is that of the span of every object', async () => {
    const answers = await ask(`{
      catalogue { competencies { paths { ${SPAN} } } }
      organizations(first: 40) { nodes {
        memberships(first: 5) { nodes { ${SPAN} } }
        overrides(first: 3) { nodes { ${SPAN} } }
        affiliations(first: 5) { nodes { ${SPAN} } }
        renewalWindow { ${SPAN} }
        displayedCompetencies { ${SPAN} }
        marketingProfile { displayedCompetencies { ${SPAN} } }
        benefits { ${SPAN} }
        competencies { overrides { ${SPAN} } }
        membershipQuote(offer: "gold-membership", kind: UPGRADE) { order { ${SPAN} shortens { ${SPAN} } } }
      } }
    }`);
    const dated = datedIn(answers);
    for (const span of dated) expect([span, span.lastDay]).toEqual([span, lastDayOf(span)]);
    expect([...new Set(dated.map(({ __typename }) => __typename))].sort()).toEqual([
      'ActingOverride',
      'Affiliation',
      'AttainmentPath',
      'DisplayedCompetency',
      'Entitlement',
      'Membership',
      'MembershipOrder',
      'Override',
      'RenewalWindow',
      'ShortenedTerm',
    ]);
    const isEmptyTerm = ({ __typename, lastDay }: Dated) => __typename === 'Membership' && lastDay === null;
    const isOpen = ({ __typename, until }: Dated) => __typename === 'Affiliation' && until === null;
    expect([dated.some(isEmptyTerm), dated.some(isOpen)]).toEqual([true, true]);
  });

  it('a displayed competency has the last day of the running term', async () => {
    const { organizations } = await ask(`{
      organizations(first: 40, filter: { membershipLevel: SILVER }) { nodes {
        membership { lastDay }
        displayedCompetencies { lastDay }
        marketingProfile { displayedCompetencies { lastDay } }
      } }
    }`);
    for (const { membership, displayedCompetencies, marketingProfile } of organizations.nodes)
      for (const { lastDay } of [...displayedCompetencies, ...marketingProfile.displayedCompetencies])
        expect(lastDay).toBe(membership.lastDay);
    expect(organizations.nodes.length).toBeGreaterThan(5);
  });

  it('a credential can be earned until the day before it retires, and counts until the day before its acceptance ends', async () => {
    const { credentials } = await ask(
      '{ credentials { retiresOn lastEarnableOn acceptedUntil lastAcceptedOn } }',
    );
    const before = (end: Day | null) => (end === null ? null : addDays(end, -1));
    for (const { retiresOn, lastEarnableOn, acceptedUntil, lastAcceptedOn } of credentials) {
      expect(lastEarnableOn).toBe(before(retiresOn));
      expect(lastAcceptedOn).toBe(before(acceptedUntil));
    }
    expect(credentials.some(({ lastAcceptedOn }: Answer) => lastAcceptedOn !== null)).toBe(true);
  });

  it('an achievement counts until the day before its expiry or revocation, whichever is earlier', async () => {
    const { organizations } = await ask(`{
      organizations(first: 30) { nodes { employees(first: 30) { nodes {
        achievements(first: 20) { nodes { earnedOn expiresOn revokedOn lastDay } }
      } } } }
    }`);
    const achievements = organizations.nodes.flatMap(({ employees }: Answer) =>
      employees.nodes.flatMap((person: Answer) => person.achievements.nodes),
    );
    for (const { earnedOn, expiresOn, revokedOn, lastDay } of achievements) {
      const until = earlierEnd(expiresOn, revokedOn);
      expect(lastDay).toBe(until === null || until <= earnedOn ? null : addDays(until, -1));
    }
    const ends = new Set(
      achievements.map(({ expiresOn, revokedOn }: Answer) => `${expiresOn !== null} ${revokedOn !== null}`),
    );
    expect(ends).toEqual(new Set(['false false', 'true false', 'false true']));
  });
});

function datedIn(answer: Answer): readonly Dated[] {
  if (Array.isArray(answer)) return answer.flatMap(datedIn);
  if (answer === null || typeof answer !== 'object') return [];
  const inner = Object.values(answer).flatMap(datedIn);
  return 'lastDay' in answer ? [answer, ...inner] : inner;
}
