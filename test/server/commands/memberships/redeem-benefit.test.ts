import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogueDocument2017, storeVersion, type EditableJson } from '../../../support/catalogue';
import { auditOf, commandsOf, type AnyJson } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeGrants, storeOrganizations, storePerson, storeTerms } from '../../../support/facts';
import { HOSTILE_TEXT } from '../../../support/command-laws';
import { startTestServer, type TestServer } from '../../../support/test-server';

const REDEEM = `mutation ($input: RedeemBenefitInput!) { redeemBenefit(input: $input) {
  redemption { id key name quantity redeemedOn createdAt membership { id } }
  entitlement { key quantity used remaining }
  refusals { code message path } } }`;

describe.each(DATABASES)('redeemBenefit on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  let clock = new Date('2026-03-02T09:00:00.123Z');
  let tick = () => clock;
  beforeAll(async () => {
    server = await startTestServer(kind, {
      clock: () => tick(),
      config: { today: null, rateLimits: NO_RATES },
    });
    agent = await server.person('agent', ['agent']);
    const members = ['own', 'race', 'same', 'least', 'edges', 'laws', 'dropped', 'midnight', 'refunded'];
    await storeOrganizations(server.database, ...[...members, 'nobody'].map((id) => ({ id })));
    await storePerson(server.database, 'boss', { organizationId: 'own', role: 'ADMIN' });
    await storePerson(server.database, 'other', { organizationId: 'race', role: 'ADMIN' });
    await storeTerms(
      server.database,
      ...members.map((organizationId) => ({
        organizationId,
        level: 'SILVER' as const,
        from: '2026-01-01',
        until: '2027-01-01',
      })),
    );
    // Version 2 applies from 2026-02-01: it renames the software package and adds visits.
    const next = catalogueDocument2017();
    const [pack] = next['benefits'] as EditableJson[];
    if (pack !== undefined) pack['key'] = 'software';
    const visit = { key: 'site-visit', name: 'Visit', quantity: 1 };
    next['benefits'].push(
      { ...visit, scope: { level: 'GOLD' } },
      { ...visit, scope: { level: 'GOLD', competency: 'devops' } },
      { ...visit, scope: { level: 'SILVER', competency: 'devops' } },
    );
    await storeVersion(server.database, 2, '2026-02-01', next);
  });
  afterEach(() => {
    tick = () => clock;
  });
  afterAll(() => server.stop());
  const { send, refused, traces } = commandsOf(() => server, REDEEM);

  const inputFor = (organization: string, changes: object = {}) => ({
    organizationId: `org_${organization}`,
    benefit: 'advisory-hours',
    quantity: 1,
    ...changes,
  });
  const redemptions = (organization: string) =>
    server.database.rows<{ id: string; quantity: number; membershipId: string }>(
      'SELECT * FROM benefit_redemption WHERE organizationId = ? ORDER BY id',
      [organization],
    );
  const entries = () =>
    server.database.rows("SELECT id FROM audit_entry WHERE command = 'redeemBenefit' ORDER BY id");

  it('redeems a quantity in the running term, with an audit entry', async () => {
    const boss = await server.person('boss');
    const payload = await send(inputFor('own', { quantity: 7, reason: HOSTILE_TEXT }), boss);
    expect(payload).toEqual({
      redemption: {
        id: expect.stringMatching(/^red_[0-9a-f]{8}-/),
        key: 'advisory-hours',
        name: 'Technical advisory hours',
        quantity: 7,
        redeemedOn: '2026-03-02',
        createdAt: '2026-03-02T09:00:00.123Z',
        membership: { id: 'mem_own-2026-01-01' },
      },
      entitlement: { key: 'advisory-hours', quantity: 20, used: 7, remaining: 13 },
      refusals: [],
    });
    expect(await auditOf(server, payload.redemption.id)).toEqual([
      {
        command: 'redeemBenefit',
        actor: 'person:boss',
        organizationId: 'own',
        reason: HOSTILE_TEXT,
        before: null,
        after: {
          id: payload.redemption.id.slice('red_'.length),
          organizationId: 'own',
          membershipId: 'own-2026-01-01',
          benefit: 'advisory-hours',
          quantity: 7,
          redeemedOn: '2026-03-02',
          createdAt: '2026-03-02 09:00:00.123',
        },
      },
    ]);
    expect((await send(inputFor('own', { quantity: 13 }), agent)).entitlement).toMatchObject({
      remaining: 0,
    });
  });

  it('redeems the whole remaining quantity, but no more, and names the remaining quantity', async () => {
    const input = (quantity: number) => inputFor('least', { benefit: 'support-incidents', quantity });
    expect((await send(input(12), agent)).refusals).toEqual([]);
    expect(await refused(input(4), agent)).toEqual([
      {
        code: 'NOT_ENOUGH_LEFT',
        message:
          'You asked for 4 of "support-incidents", but only 3 of 15 are left in the term that ends on 2027-01-01. Ask for at most 3.',
        path: ['input', 'quantity'],
      },
    ]);
    expect((await send(input(3), agent)).refusals).toEqual([]);
    expect(await refused(input(1), agent)).toEqual([
      {
        code: 'NOT_ENOUGH_LEFT',
        message:
          '"support-incidents" is used up for the term that ends on 2027-01-01 (used: 15 of 15). The next term includes a new quantity.',
        path: ['input', 'quantity'],
      },
    ]);
    expect(await redemptions('least')).toHaveLength(2);
  });

  it('reports every invalid argument with its path', async () => {
    const before = await entries();
    const wrong = inputFor('own', { benefit: 'advisory-hour', quantity: 0, reason: '' });
    expect(await refused(wrong, agent)).toEqual([
      {
        code: 'NOT_FOUND',
        message: 'The catalogue has no benefit "advisory-hour". Did you mean "advisory-hours"?',
        path: ['input', 'benefit'],
      },
      {
        code: 'INVALID',
        message: 'The quantity must be at least 1, not 0.',
        path: ['input', 'quantity'],
      },
      { code: 'INVALID', message: '"reason" must not be empty.', path: ['input', 'reason'] },
    ]);
    expect(await refused(inputFor('own', { benefit: 'free-lunch', quantity: -1 }), agent)).toMatchObject([
      {
        code: 'NOT_FOUND',
        message:
          'The catalogue has no benefit "free-lunch". Use "action-pack", "advisory-hours", "cloud-credit", "developer-subscriptions", "site-visit", "software" or "support-incidents".',
      },
      { code: 'INVALID', path: ['input', 'quantity'] },
    ]);
    expect(await refused(inputFor('nowhere'), agent)).toEqual([
      {
        code: 'NOT_FOUND',
        message: 'There is no organization with the id "org_nowhere".',
        path: ['input', 'organizationId'],
      },
    ]);
    expect(await entries()).toEqual(before);
  });

  it('refuses a benefit that the membership does not include, and names the sources of the benefit', async () => {
    expect(await refused(inputFor('own', { benefit: 'cloud-credit' }), agent)).toEqual([
      {
        code: 'NOT_ENTITLED',
        message:
          'The membership does not include the benefit "cloud-credit". A membership includes it while the profile shows Cloud Platform at Gold.',
        path: ['input', 'benefit'],
      },
    ]);
    expect(await refused(inputFor('own', { benefit: 'developer-subscriptions' }), agent)).toMatchObject([
      {
        message:
          'The membership does not include the benefit "developer-subscriptions". A membership includes it while the profile shows Application Development at Silver.',
      },
    ]);
    expect(await refused(inputFor('own', { benefit: 'site-visit' }), agent)).toMatchObject([
      {
        message:
          'The membership does not include the benefit "site-visit". A Gold membership includes it. A membership includes it while the profile shows DevOps at Silver.',
      },
    ]);
    expect(await refused(inputFor('nobody'), agent)).toEqual([
      {
        code: 'NOT_ENTITLED',
        message:
          'No membership is running on 2026-03-02, so there are no benefits to use. Buy or renew a membership first.',
        path: ['input', 'organizationId'],
      },
    ]);
  });

  it('keeps a dropped benefit until the end of the term, but not in the next term', async () => {
    expect((await send(inputFor('dropped', { benefit: 'action-pack' }), agent)).redemption).toMatchObject({
      key: 'action-pack',
      name: 'Software package for internal use',
    });
    clock = new Date('2027-02-01T09:00:00Z');
    await storeTerms(server.database, {
      organizationId: 'dropped',
      level: 'SILVER',
      from: '2027-01-01',
      until: '2028-01-01',
    });
    expect(await refused(inputFor('dropped', { benefit: 'action-pack' }), agent)).toEqual([
      {
        code: 'NOT_ENTITLED',
        message:
          'The catalogue in force on 2027-02-01 has no benefit "action-pack", and the running term does not include it.',
        path: ['input', 'benefit'],
      },
    ]);
    clock = new Date('2026-03-02T09:00:00.123Z');
  });

  it('redeems from the first to the last day of the running term, but not on the end of the term', async () => {
    const code = async (at: string) => {
      clock = new Date(at);
      const payload = await send(inputFor('edges'), agent);
      return payload.refusals[0]?.code ?? payload.redemption.membership.id;
    };
    await storeTerms(server.database, {
      organizationId: 'edges',
      level: 'GOLD',
      from: '2027-02-01',
      until: '2027-03-01',
    });
    expect(await code('2025-12-31T23:59:59.999Z')).toBe('NOT_ENTITLED');
    expect(await code('2026-01-01T00:00:00.000Z')).toBe('mem_edges-2026-01-01');
    expect(await code('2026-12-31T23:59:59.999Z')).toBe('mem_edges-2026-01-01');
    expect(await code('2027-01-01T00:00:00.000Z')).toBe('NOT_ENTITLED');
    expect(await code('2027-02-28T12:00:00.000Z')).toBe('mem_edges-2027-02-01');
    clock = new Date('2026-03-02T09:00:00.123Z');
  });

  it('redeems exactly the available quantity under 50 concurrent requests with different keys', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => send(inputFor('race', { idempotencyKey: `race ${i}` }), agent)),
    );
    const done = answers.filter(({ redemption }) => redemption !== null);
    expect(done).toHaveLength(20);
    const codes = answers.flatMap(({ refusals }) => refusals.map(({ code }: AnyJson) => code));
    expect(codes).toEqual(Array(30).fill('NOT_ENOUGH_LEFT'));
    expect(await redemptions('race')).toHaveLength(20);
  });

  it('redeems no more than available when half of 50 concurrent requests began before midnight', async () => {
    let requests = 0;
    tick = () => new Date(requests++ % 2 === 0 ? '2026-06-16T00:00:00.000Z' : '2026-06-15T23:59:59.999Z');
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => send(inputFor('midnight', { idempotencyKey: `m ${i}` }), agent)),
    );
    const done = answers.flatMap(({ redemption }) => (redemption === null ? [] : [redemption.redeemedOn]));
    expect(done).toHaveLength(20);
    // The order of the requests is undefined, so all redemptions can have the same day.
    expect(['2026-06-15', '2026-06-16']).toEqual(expect.arrayContaining([...new Set(done)]));
    for (const now of ['2026-06-15T23:59:59.999Z', '2026-06-16T00:00:00.000Z']) {
      tick = () => new Date(now);
      expect(await refused(inputFor('midnight'), agent)).toMatchObject([
        {
          code: 'NOT_ENOUGH_LEFT',
          message:
            '"advisory-hours" is used up for the term that ends on 2027-01-01 (used: 20 of 20). The next term includes a new quantity.',
        },
      ]);
    }
  });

  it('refuses a request that began before midnight if the term was refunded after midnight', async () => {
    await server.database.transaction((transaction) =>
      transaction.change('UPDATE membership SET untilDay = ?, refundedOn = ? WHERE organizationId = ?', [
        '2026-03-03',
        '2026-03-03',
        'refunded',
      ]),
    );
    expect(await refused(inputFor('refunded'), agent)).toEqual([
      {
        code: 'NOT_ENTITLED',
        message:
          'The Silver term that started on 2026-01-01 was refunded on 2026-03-03, so its benefits can no longer be used. Buy a membership first.',
        path: ['input', 'organizationId'],
      },
    ]);
  });

  it('redeems no more than available under 50 concurrent requests for various quantities of two benefits', async () => {
    await storeGrants(server.database, {
      organizationId: 'laws',
      competency: 'application-development',
      level: 'GOLD',
      from: '2026-01-10',
      until: '2026-01-20',
    });
    const inputs = Array.from({ length: 50 }, (_, i) => ({
      benefit: i % 2 === 0 ? 'advisory-hours' : 'developer-subscriptions',
      quantity: 1 + (i % 3),
    }));
    const answers = await Promise.all(inputs.map((input) => send(inputFor('laws', input), agent)));
    for (const [key, quantity] of [
      ['advisory-hours', 20],
      // The competency is displayed at Silver, the level of the membership.
      ['developer-subscriptions', 5],
    ] as const) {
      const quantities = (isRedeemed: boolean) =>
        inputs.flatMap((input, i) =>
          input.benefit === key && (answers[i]?.redemption !== null) === isRedeemed ? input.quantity : [],
        );
      const used = quantities(true).reduce((sum, quantity) => sum + quantity, 0);
      expect(used).toBeLessThanOrEqual(quantity);
      expect(used + Math.min(...quantities(false))).toBeGreaterThan(quantity);
    }
  });

  it('redeems once per idempotency key, even with 50 concurrent repeats', async () => {
    const input = inputFor('same', { quantity: 2, idempotencyKey: 'same' });
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(input, agent)));
    expect(new Set(answers.map(({ redemption }) => redemption.id)).size).toBe(1);
    expect(answers.every(({ refusals }) => refusals.length === 0)).toBe(true);
    expect(answers[0]?.entitlement).toMatchObject({ used: 2, remaining: 18 });
    expect(await redemptions('same')).toHaveLength(1);
    expect(await refused({ ...input, quantity: 3 }, agent)).toMatchObject([
      { code: 'IDEMPOTENCY_KEY_REUSED', path: ['input', 'idempotencyKey'] },
    ]);
    clock = new Date('2026-03-02T09:00:00.124Z');
    expect((await send(input, agent)).redemption.createdAt).toBe('2026-03-02T09:00:00.123Z');
  });

  it("is restricted to the organization's admins and agents, and hides whether an organization exists", async () => {
    const before = await entries();
    expect(await refused(inputFor('own'))).toBe('UNAUTHENTICATED');
    const other = await server.person('other');
    expect(await refused(inputFor('own'), other)).toBe('FORBIDDEN');
    expect(await traces(inputFor('own'), 'org_own', other)).toEqual(
      await traces(inputFor('gone'), 'org_gone', other),
    );
    expect(await entries()).toEqual(before);
  });
});

const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };
