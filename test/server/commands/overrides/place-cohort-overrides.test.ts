import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MembershipTable, type MembershipRow } from '../../../../server/db/entities';
import { day } from '../../../../server/rules';
import { auditOf, commandsOf } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { HOSTILE_TEXT, testAgentCommand } from '../../../support/command-laws';
import { askDuringTransaction } from '../../../support/ask-during-transaction';
import { startTestServer, type TestServer } from '../../../support/test-server';

const PLACE = `mutation ($input: PlaceCohortOverridesInput!) { placeCohortOverrides(input: $input) {
  overrides(first: 100) { totalCount nodes { id competency { key } effect level reason from until version } }
  refusals { code message path } } }`;
const PREVIEW = `query ($membershipEnds: MembershipEndsInput!, $competency: String!) {
  cohortOverridePreview(membershipEnds: $membershipEnds, competency: $competency, first: 100) {
    totalCount nodes { id } } }`;

/** The cohort's last terms end in April 2026. The ids of organizations outside the cohort begin with `x-`. */
const TERMS: Readonly<Record<string, readonly (readonly [from: string, until: string])[]>> = {
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
  const inputWith = (changes: object = {}) => ({
    membershipEnds: APRIL,
    competency: 'devops',
    effect: { grant: 'SILVER' },
    reason: 'The testing centres are closed',
    ...changes,
  });
  const storedOverrides = () =>
    server.database.rows<Record<string, string>>(
      'SELECT * FROM competency_override ORDER BY organizationId, id',
    );
  const preview = async (changes: object = {}) => {
    const { body } = await server.ask(PREVIEW, { variables: inputWith(changes), as: agent });
    return body;
  };

  testAgentCommand({
    server: () => server,
    document: PLACE,
    answer: 'overrides',
    fresh: () => inputWith({ competency: 'messaging' }),
    other: { effect: { grant: 'GOLD' } },
  });

  it('previews the organizations whose last non-empty term ends in the span', async () => {
    const before = await storedOverrides();
    const { data } = await preview();
    expect(data.cohortOverridePreview).toEqual({
      totalCount: COHORT.length,
      nodes: COHORT.toSorted().map((id) => ({ id: `org_${id}` })),
    });
    expect(await storedOverrides()).toEqual(before);
    const wrong = [
      [
        { membershipEnds: { from: '2026-05-01', until: '2026-05-01' } },
        '"until" must be after 2026-05-01, but is "2026-05-01".',
      ],
      [{ competency: 'devop' }, 'The catalogue has no competency "devop". Did you mean "devops"?'],
    ] as const;
    for (const [changes, message] of wrong) {
      expect((await preview(changes)).errors).toMatchObject([
        { message, extensions: { code: 'BAD_USER_INPUT' } },
      ]);
    }
  });

  it('places one override, with an audit entry, on each organization of the cohort', async () => {
    const before = await storedOverrides();
    const { overrides, refusals } = await send(
      inputWith({ reason: HOSTILE_TEXT, from: '2026-03-15' }),
      agent,
    );
    expect(refusals).toEqual([]);
    expect(overrides.totalCount).toBe(COHORT.length);
    for (const override of overrides.nodes) {
      expect(override).toEqual({
        id: expect.stringMatching(/^ovr_/),
        competency: { key: 'devops' },
        effect: 'GRANT',
        level: 'SILVER',
        reason: HOSTILE_TEXT,
        from: '2026-03-15',
        until: '2026-06-15',
        version: 1,
      });
    }
    const idsBefore = new Set(before.map(({ id }) => id));
    const added = (await storedOverrides()).filter(({ id }) => !idsBefore.has(id));
    expect(added.map(({ organizationId }) => organizationId)).toEqual(COHORT.toSorted());
    for (const { id = '', organizationId } of added) {
      expect(await auditOf(server, `ovr_${id}`)).toMatchObject([
        {
          command: 'placeCohortOverrides',
          actor: 'person:agent',
          organizationId,
          reason: HOSTILE_TEXT,
          before: null,
        },
      ]);
    }
  });

  it('refuses an empty span, an empty cohort and an invalid override', async () => {
    const before = await storedOverrides();
    expect(
      await refused(inputWith({ membershipEnds: { from: '2026-05-01', until: '2026-04-01' } }), agent),
    ).toEqual([
      {
        code: 'INVALID',
        message: '"until" must be after 2026-05-01, but is "2026-04-01".',
        path: ['input', 'membershipEnds', 'until'],
      },
    ]);
    expect(
      await refused(inputWith({ membershipEnds: { from: '2019-01-01', until: '2019-02-01' } }), agent),
    ).toEqual([
      {
        code: 'NOT_FOUND',
        message:
          'There is no organization whose last term ends on or after 2019-01-01 and before 2019-02-01. Give a different period.',
        path: ['input', 'membershipEnds'],
      },
    ]);
    expect(await refused(inputWith({ competency: 'devop', reason: '' }), agent)).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'competency'] },
      { code: 'INVALID', path: ['input', 'reason'] },
    ]);
    expect(await storedOverrides()).toEqual(before);
  });

  it('leaves out an organization that renews while the command waits for the lock', async () => {
    const membershipEnds = { from: '2031-04-01', until: '2031-05-01' };
    await storeTerms(server, {
      'on-the-first-day': [['2030-04-10', '2031-04-10']],
      'on-the-last-day': [['2030-04-10', '2031-04-10']],
    });
    const { overrides, refusals } = await askDuringTransaction(
      server.database,
      async (transaction) => {
        await transaction.rows(
          `SELECT id FROM organization WHERE id = 'on-the-first-day'${transaction.forUpdate}`,
        );
        await transaction.insert(MembershipTable, termRow('on-the-first-day', '2031-04-10', '2032-04-10'));
      },
      () => send(inputWith({ membershipEnds, competency: 'data-platform' }), agent),
    );
    expect(refusals).toEqual([]);
    const ids = overrides.nodes.map(({ id }: { id: string }) => id.slice('ovr_'.length));
    const placedNow = (await storedOverrides()).filter(({ id }) => ids.includes(id));
    expect(placedNow.map(({ organizationId }) => organizationId)).toEqual(['on-the-last-day']);
  });

  it('places many overrides in no more statements than a few, and pages through them in repeated answers', async () => {
    const PAGE = `mutation ($input: PlaceCohortOverridesInput!, $after: String) { placeCohortOverrides(input: $input) {
      overrides(first: 100, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } refusals { code } } }`;
    const page = async (after: string | null, changes: object = {}) => {
      const membershipEnds = { from: '2030-01-01', until: '2030-01-02' };
      const input = inputWith({ membershipEnds, idempotencyKey: 'pages', ...changes });
      const { body } = await server.ask(PAGE, { variables: { input, after }, as: agent });
      return body.data.placeCohortOverrides;
    };
    const few = { membershipEnds: APRIL, idempotencyKey: null, competency: 'collaboration-and-content' };
    await page(null, few);
    const statements = server.log.at(-1)?.['statements'];
    const ids: string[] = [];
    let after: string | null = null;
    let more = true;
    // The idempotency key adds two statements: one claims the key, and one stores the answer.
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
    spans.map(([from = '', until = '']) => termRow(organizationId, from, until)),
  );
  await database.transaction((transaction) => transaction.insert(MembershipTable, rows));
}

function termRow(organizationId: string, from: string, until: string): MembershipRow {
  return {
    id: `${organizationId}-${from}`,
    organizationId,
    level: 'SILVER',
    fromDay: day(from),
    untilDay: day(until),
    purchasedOn: day(from),
    kind: 'NEW',
    pricePaidMinorUnits: 100,
    currency: 'USD',
    paymentReference: 'x',
    refundedOn: null,
    version: 1,
  };
}
