import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MembershipTable, type MembershipRow } from '../../../server/db/entities';
import { day } from '../../../server/rules';
import { auditOf, commandsOf } from '../../support/commands';
import { DATABASES } from '../../support/databases';
import { storeOrganizations, storePerson } from '../../support/facts';
import { HOSTILE, lawsOfAgentsCommand } from '../../support/laws-of-commands';
import { askedMeanwhile } from '../../support/meanwhile';
import { startTestServer, type TestServer } from '../../support/test-server';

const PLACE = `mutation ($input: PlaceCohortOverridesInput!) { placeCohortOverrides(input: $input) {
  overrides(first: 100) { totalCount nodes { id competency { key } effect level reason from until version } }
  refusals { code message path } } }`;
const PREVIEW = `query ($membershipEnds: MembershipEndsInput!, $competency: String!, $effect: OverrideEffect!, $level: Level) {
  cohortOverridePreview(membershipEnds: $membershipEnds, competency: $competency, effect: $effect, level: $level, first: 100) {
    totalCount nodes { id } } }`;

/** Whose last term ends from 1 April on and before 1 May, with all terms that are told, and who else there is. */
const TERMS: Readonly<Record<string, readonly (readonly [startsOn: string, endsOn: string])[]>> = {
  'on-the-first-day': [['2025-04-01', '2026-04-01']],
  'on-the-last-day': [['2025-04-30', '2026-04-30']],
  'after-earlier-terms': [
    ['2023-04-15', '2024-04-15'],
    ['2024-04-15', '2025-04-15'],
    ['2025-04-15', '2026-04-15'],
  ],
  'two-in-the-span': [
    ['2025-04-02', '2026-04-02'],
    ['2026-04-02', '2026-04-12'],
  ],
  'refunded-renewal': [
    ['2025-04-10', '2026-04-10'],
    ['2026-04-10', '2026-04-10'],
    ['2027-01-01', '2027-01-01'],
  ],
  'x-the-day-before': [['2025-03-31', '2026-03-31']],
  'x-the-day-after': [['2025-05-01', '2026-05-01']],
  'x-renewed': [
    ['2025-04-10', '2026-04-10'],
    ['2026-04-10', '2027-04-10'],
  ],
  'x-bought-again-later': [
    ['2025-04-10', '2026-04-10'],
    ['2026-06-01', '2027-06-01'],
  ],
  'x-renewed-for-days': [
    ['2025-04-10', '2026-04-10'],
    ['2026-04-10', '2026-05-01'],
  ],
  'x-only-empty': [['2026-04-10', '2026-04-10']],
  'x-no-term': [],
};
const COHORT = Object.keys(TERMS).filter((id) => !id.startsWith('x-'));

describe.each(DATABASES)('placeCohortOverrides on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind, { config: { rateLimits: NO_RATES }, outdated: 'derived' });
    agent = await server.person('agent', ['agent']);
    await storeOrganizations(server.database, ...Object.keys(TERMS).map((id) => ({ id })));
    await storeOrganizations(
      server.database,
      ...Array.from({ length: 250 }, (_, i) => ({ id: `many-${String(i).padStart(3, '0')}` })),
    );
    await storePerson(server.database, 'boss', { organizationId: 'x-no-term', role: 'ADMIN' });
    await storeTerms(server, TERMS);
    const many = Array.from({ length: 250 }, (_, i) => `many-${String(i).padStart(3, '0')}`);
    await storeTerms(server, Object.fromEntries(many.map((id) => [id, [['2029-01-01', '2030-01-01']]])));
  });
  afterAll(() => server.stop());
  const { send, refused } = commandsOf(() => server, PLACE);

  const APRIL = { from: '2026-04-01', until: '2026-05-01' };
  const given = (changes: object = {}) => ({
    membershipEnds: APRIL,
    competency: 'devops',
    effect: 'GRANT',
    level: 'SILVER',
    reason: 'The testing centres are closed',
    ...changes,
  });
  const placed = () =>
    server.database.rows<Record<string, string>>(
      'SELECT * FROM competency_override ORDER BY organizationId, id',
    );
  const preview = async (changes: object = {}) => {
    const { body } = await server.ask(PREVIEW, { variables: given(changes), as: agent });
    return body;
  };

  lawsOfAgentsCommand({
    server: () => server,
    document: PLACE,
    answer: 'overrides',
    fresh: () => given({ competency: 'messaging' }),
    other: { level: 'GOLD' },
  });

  it('is previewed: the organizations whose last term ends in the span, empty terms left out', async () => {
    const before = await placed();
    const { data } = await preview();
    expect(data.cohortOverridePreview).toEqual({
      totalCount: COHORT.length,
      nodes: COHORT.toSorted().map((id) => ({ id: `org_${id}` })),
    });
    expect(await placed()).toEqual(before);
    const wrong = [
      [
        { membershipEnds: { from: '2026-05-01', until: '2026-05-01' } },
        'No day is from 2026-05-01 until "2026-05-01". Name a later end.',
      ],
      [{ level: null }, 'Name the level that a GRANT lifts to.'],
      [{ effect: 'WITHHOLD' }, 'A WITHHOLD takes every level away. Leave the level out.'],
      [{ competency: 'devop' }, 'The catalogue has no competency "devop". Did you mean "devops"?'],
    ] as const;
    for (const [changes, message] of wrong) {
      expect((await preview(changes)).errors).toMatchObject([
        { message, extensions: { code: 'BAD_USER_INPUT' } },
      ]);
    }
  });

  it('places one override on each of them, with an audit entry each', async () => {
    const before = await placed();
    const { overrides, refusals } = await send(given({ reason: HOSTILE, from: '2026-03-15' }), agent);
    expect(refusals).toEqual([]);
    expect(overrides.totalCount).toBe(COHORT.length);
    for (const override of overrides.nodes) {
      expect(override).toEqual({
        id: expect.stringMatching(/^ovr_/),
        competency: { key: 'devops' },
        effect: 'GRANT',
        level: 'SILVER',
        reason: HOSTILE,
        from: '2026-03-15',
        until: '2026-06-15',
        version: 1,
      });
    }
    const known = new Set(before.map(({ id }) => id));
    const fresh = (await placed()).filter(({ id }) => !known.has(id));
    expect(fresh.map(({ organizationId }) => organizationId)).toEqual(COHORT.toSorted());
    for (const { id = '', organizationId } of fresh) {
      expect(await auditOf(server, `ovr_${id}`)).toMatchObject([
        {
          command: 'placeCohortOverrides',
          actor: 'person:agent',
          organizationId,
          reason: HOSTILE,
          before: null,
        },
      ]);
    }
  });

  it('refuses a span without a day or without anybody, and what cannot be placed', async () => {
    const before = await placed();
    expect(
      await refused(given({ membershipEnds: { from: '2026-05-01', until: '2026-04-01' } }), agent),
    ).toEqual([
      {
        code: 'INVALID',
        message: 'No day is from 2026-05-01 until "2026-04-01". Name a later end.',
        path: ['input', 'membershipEnds', 'until'],
      },
    ]);
    expect(
      await refused(given({ membershipEnds: { from: '2019-01-01', until: '2019-02-01' } }), agent),
    ).toEqual([
      {
        code: 'NOT_FOUND',
        message:
          'No membership ends from 2019-01-01 on and before 2019-02-01, without a term that follows. Name other days.',
        path: ['input', 'membershipEnds'],
      },
    ]);
    expect(await refused(given({ competency: 'devop', level: null, reason: '' }), agent)).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'competency'] },
      { code: 'INVALID', path: ['input', 'level'] },
      { code: 'INVALID', path: ['input', 'reason'] },
    ]);
    expect(await placed()).toEqual(before);
  });

  it('leaves out who has renewed while it waited', async () => {
    const membershipEnds = { from: '2031-04-01', until: '2031-05-01' };
    await storeTerms(server, {
      'on-the-first-day': [['2030-04-10', '2031-04-10']],
      'on-the-last-day': [['2030-04-10', '2031-04-10']],
    });
    const { overrides, refusals } = await askedMeanwhile(
      server.database,
      async (transaction) => {
        await transaction.rows(
          `SELECT id FROM organization WHERE id = 'on-the-first-day'${transaction.forUpdate}`,
        );
        await transaction.insert(MembershipTable, aTerm('on-the-first-day', '2031-04-10', '2032-04-10'));
      },
      () => send(given({ membershipEnds, competency: 'data-platform' }), agent),
    );
    expect(refusals).toEqual([]);
    const ids = overrides.nodes.map(({ id }: { id: string }) => id.slice('ovr_'.length));
    const whose = (await placed()).filter(({ id }) => ids.includes(id));
    expect(whose.map(({ organizationId }) => organizationId)).toEqual(['on-the-last-day']);
  });

  it('is told in pages, of which a repeat asks for the next one, in no more statements than of few', async () => {
    const PAGE = `mutation ($input: PlaceCohortOverridesInput!, $after: String) { placeCohortOverrides(input: $input) {
      overrides(first: 100, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } refusals { code } } }`;
    const page = async (after: string | null, changes: object = {}) => {
      const membershipEnds = { from: '2030-01-01', until: '2030-01-02' };
      const input = given({ membershipEnds, idempotencyKey: 'pages', ...changes });
      const { body } = await server.ask(PAGE, { variables: { input, after }, as: agent });
      return body.data.placeCohortOverrides;
    };
    const few = { membershipEnds: APRIL, idempotencyKey: null, competency: 'collaboration-and-content' };
    await page(null, few);
    const statements = server.log.at(-1)?.['statements'];
    const ids: string[] = [];
    let after: string | null = null;
    let more = true;
    // One statement claims the key and one remembers the answer.
    for (const expected of [Number(statements) + 2, undefined, undefined]) {
      const { overrides } = await page(after);
      if (expected !== undefined) expect(server.log.at(-1)?.['statements']).toBeLessThanOrEqual(expected);
      expect(overrides.totalCount).toBe(250);
      ids.push(...overrides.nodes.map(({ id }: { id: string }) => id));
      ({ endCursor: after, hasNextPage: more } = overrides.pageInfo);
    }
    expect(more).toBe(false);
    expect(new Set(ids).size).toBe(250);
  });
});

const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };

async function storeTerms(
  { database }: TestServer,
  terms: Readonly<Record<string, readonly (readonly string[])[]>>,
): Promise<void> {
  const rows = Object.entries(terms).flatMap(([organizationId, spans]) =>
    spans.map(([startsOn = '', endsOn = '']) => aTerm(organizationId, startsOn, endsOn)),
  );
  await database.transaction((transaction) => transaction.insert(MembershipTable, rows));
}

function aTerm(organizationId: string, startsOn: string, endsOn: string): MembershipRow {
  return {
    id: `${organizationId}-${startsOn}`,
    organizationId,
    level: 'SILVER',
    startsOn: day(startsOn),
    endsOn: day(endsOn),
    purchasedOn: day(startsOn),
    kind: 'NEW',
    pricePaid: 100,
    currency: 'USD',
    paymentReference: 'x',
    refundedOn: null,
    version: 1,
  };
}
