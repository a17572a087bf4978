import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BenefitRedemptionTable } from '../../../../server/db/entities';
import { instant } from '../../../../server/db/instant';
import { day } from '../../../../server/rules';
import { catalogueDocument2017, storeVersion } from '../../../support/catalogue';
import { auditOf, commandsOf, type AnyJson } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { overlapping, REFUND, orderCommandsOf, storeMember, storeTerms } from '../../../support/orders';
import { startTestServer, type TestServer } from '../../../support/test-server';

const usd = (amount: string) => ({ amount, currency: 'USD' });

describe.each(DATABASES)('refundMembership on $name', (kind) => {
  let server: TestServer;
  let clock = () => new Date();
  const on = (today: string) => {
    clock = () => new Date(`${today}T10:00:00.000Z`);
  };
  /** Every second request begins before midnight, but may finish after requests that began after midnight. */
  const aroundMidnightBefore = (day: string) => {
    let requests = 0;
    const after = new Date(`${day}T00:00:00.000Z`);
    clock = () => new Date(after.getTime() - (requests++ % 2));
  };
  beforeAll(async () => {
    server = await startTestServer(kind, {
      clock: () => clock(),
      config: { today: null, rateLimits: NO_RATES },
    });
  });
  beforeEach(() => on('2026-03-02'));
  afterAll(() => server.stop());
  const {
    asAdminOf,
    quote,
    purchase,
    buys,
    refund,
    redeem: redeemOnce,
    termsOf,
  } = orderCommandsOf(() => server);
  const { send, refused, traces } = commandsOf(() => server, REFUND);
  let races = 0;
  const entries = () => server.database.rows('SELECT id FROM audit_entry');

  const windowOf = async (organization: string): Promise<AnyJson> => {
    const { body } = await server.ask(
      'query ($id: ID!) { organization(by: { id: $id }) { membership { id } renewalWindow { state membership { id } } } }',
      { variables: { id: `org_${organization}` }, as: await asAdminOf(organization) },
    );
    return body.data.organization;
  };

  it('ends the term today and pays the price back, with an audit entry', async () => {
    await storeMember(server, 'plain');
    const { id } = await buys('plain', 'GOLD', 'NEW');
    on('2026-03-20');
    expect(await refund('plain', id, { reason: 'A change of plans' })).toEqual({
      membership: { id, from: '2026-03-02', until: '2026-03-20', refundedOn: '2026-03-20', version: 2 },
      paidBack: usd('5260.00'),
      refusals: [],
    });
    expect((await auditOf(server, id)).slice(1)).toEqual([
      {
        command: 'refundMembership',
        actor: 'person:admin of plain',
        organizationId: 'plain',
        reason: 'A change of plans',
        before: expect.objectContaining({ untilDay: '2027-03-02', refundedOn: null, version: 1 }),
        after: expect.objectContaining({ untilDay: '2026-03-20', refundedOn: '2026-03-20', version: 2 }),
      },
    ]);
    // A refunded term has no renewal window, so a new membership can be bought immediately.
    expect(await windowOf('plain')).toEqual({ membership: null, renewalWindow: null });
    expect(await buys('plain', 'SILVER', 'NEW')).toMatchObject({ from: '2026-03-20' });
  });

  it("refunds a term only within the policy's refund days, counted from the day of purchase", async () => {
    for (const [today, isPossible] of [
      ['2028-02-29', true],
      ['2028-03-29', true],
      ['2028-03-30', false],
    ] as const) {
      const id = `days ${today}`;
      await storeMember(server, id);
      on('2028-02-29');
      const term = await buys(id, 'SILVER', 'NEW');
      on(today);
      const { paidBack, refusals } = await refund(id, term.id);
      if (isPossible) {
        expect([today, paidBack, refusals]).toEqual([today, usd('1850.00'), []]);
        continue;
      }
      expect([paidBack, refusals]).toEqual([
        null,
        [
          {
            code: 'TOO_LATE',
            message: 'The term was bought on 2028-02-29 and could only be refunded before 2028-03-30.',
            path: ['input', 'membershipId'],
          },
        ],
      ]);
    }
  });

  it("counts the refund days of a renewal from its purchase, under today's policy", async () => {
    await storeMember(server, 'early');
    await storeTerms(server, 'early', { from: '2025-06-01' });
    on('2026-03-05');
    const renewal = await buys('early', 'SILVER', 'RENEWAL');
    on('2026-04-04');
    expect((await refund('early', renewal.id)).refusals).toMatchObject([{ code: 'TOO_LATE' }]);
    const document = catalogueDocument2017();
    document['policy'].refundDays = 31;
    await storeVersion(server.database, 2, '2040-01-01', document);
    await storeMember(server, 'policy');
    on('2039-12-02');
    const { id } = await buys('policy', 'SILVER', 'NEW');
    on('2040-01-01');
    expect((await refund('policy', id)).refusals).toEqual([]);
  });

  it('empties a renewal that has not begun, as if it had not been bought', async () => {
    await storeMember(server, 'renewal');
    await storeTerms(server, 'renewal', { from: '2025-04-01' });
    const { id } = await buys('renewal', 'GOLD', 'RENEWAL');
    expect((await refund('renewal', id)).membership).toMatchObject({
      from: '2026-04-01',
      until: '2026-04-01',
      refundedOn: '2026-03-02',
    });
    expect(await windowOf('renewal')).toEqual({
      membership: { id: 'mem_renewal-0' },
      renewalWindow: { state: 'OPEN', membership: { id: 'mem_renewal-0' } },
    });
    expect(await buys('renewal', 'SILVER', 'RENEWAL')).toMatchObject({ from: '2026-04-01' });
  });

  it('empties a renewal refunded by its first day, and allows the same term to be bought again', async () => {
    const refundRenewalOn = async (id: string, today: string) => {
      await storeMember(server, id);
      await storeTerms(server, id, { from: '2025-03-20' });
      on('2026-03-02');
      const renewal = await buys(id, 'SILVER', 'RENEWAL');
      on(today);
      expect((await refund(id, renewal.id)).membership).toMatchObject({
        from: '2026-03-20',
        until: '2026-03-20',
      });
      on('2026-03-20');
      const { possibleKinds } = await quote(id, 'SILVER');
      const days = ({ from, until, pricePaid }: AnyJson) => ({ from, until, pricePaid });
      const repurchase = days(await buys(id, 'SILVER', possibleKinds[0]));
      return [possibleKinds, repurchase, days(renewal)];
    };
    const [kindsBefore, boughtBefore, renewal] = await refundRenewalOn('called off', '2026-03-19');
    const [kindsAfter, boughtAfter] = await refundRenewalOn('given up', '2026-03-20');
    expect([kindsBefore, kindsAfter]).toEqual([['RENEWAL'], ['NEW']]);
    expect(boughtBefore).toEqual(renewal);
    expect(boughtAfter).toEqual(renewal);
  });

  it('ends a renewal bought in the grace period, and opens no renewal window for the previous term', async () => {
    await storeMember(server, 'grace');
    await storeTerms(server, 'grace', { from: '2025-02-20' });
    const { id } = await buys('grace', 'SILVER', 'RENEWAL');
    expect((await refund('grace', id)).membership).toMatchObject({
      from: '2026-02-20',
      until: '2026-03-02',
    });
    expect((await windowOf('grace')).renewalWindow).toBeNull();
    expect(await buys('grace', 'SILVER', 'NEW')).toMatchObject({ from: '2026-03-02' });
  });

  it('refunds an upgrade with its credits, and neither refunds nor revives the term that it ended', async () => {
    await storeMember(server, 'upgrade');
    on('2025-04-01');
    const silver = await buys('upgrade', 'SILVER', 'NEW');
    on('2026-03-02');
    const ahead = await buys('upgrade', 'SILVER', 'RENEWAL');
    const gold = await buys('upgrade', 'GOLD', 'UPGRADE');
    expect(gold.pricePaid).toEqual(usd('2095.00'));
    for (const [id, from, until] of [
      [silver.id, '2025-04-01', '2026-03-02'],
      [ahead.id, '2026-04-01', '2026-04-01'],
    ] as const) {
      expect((await refund('upgrade', id)).refusals).toContainEqual({
        code: 'ALREADY_ENDED',
        message: `The term from ${from} until ${until} has no days left to refund: it has ended, or an upgrade has replaced it.`,
        path: ['input', 'membershipId'],
      });
    }
    on('2026-03-10');
    expect(await refund('upgrade', gold.id)).toMatchObject({ paidBack: usd('3945.00'), refusals: [] });
    expect(await termsOf('upgrade')).toMatchObject([
      { level: 'SILVER', untilDay: '2026-03-02', refundedOn: null },
      { level: 'GOLD', untilDay: '2026-03-10', refundedOn: '2026-03-10' },
      { level: 'SILVER', fromDay: '2026-04-01', untilDay: '2026-04-01', refundedOn: null },
    ]);
    expect(await windowOf('upgrade')).toEqual({ membership: null, renewalWindow: null });
    expect((await quote('upgrade', 'SILVER')).kind).toBe('NEW');
  });

  it('pays back the whole price of an upgrade whose credits exceeded it', async () => {
    await storeMember(server, 'beyond');
    await storeTerms(
      server,
      'beyond',
      { from: '2025-04-01' },
      { from: '2026-04-01', kind: 'RENEWAL', pricePaidMinorUnits: 400_000, purchasedOn: '2026-02-01' },
    );
    const { id, pricePaid } = await buys('beyond', 'GOLD', 'UPGRADE');
    expect(pricePaid).toEqual(usd('-55.00'));
    expect((await refund('beyond', id)).paidBack).toEqual(usd('3945.00'));
  });

  it('refuses a term that was used, is followed by another term, has ended or was refunded', async () => {
    await storeMember(server, 'used');
    const used = await buys('used', 'SILVER', 'NEW');
    await redeem(server, 'used', used.id, 'advisory-hours', 'support', 'advisory-hours');
    expect((await refund('used', used.id)).refusals).toEqual([
      {
        code: 'NOT_PERMITTED',
        message:
          'The term cannot be refunded, because some of its benefits have already been used: Technical advisory hours and support.',
        path: ['input', 'membershipId'],
      },
    ]);

    await storeMember(server, 'followed');
    await storeTerms(
      server,
      'followed',
      { from: '2025-04-01', purchasedOn: '2026-02-20' },
      { from: '2026-04-01', level: 'GOLD', purchasedOn: '2026-02-20' },
    );
    expect((await refund('followed', 'mem_followed-0')).refusals).toMatchObject([
      {
        code: 'NOT_PERMITTED',
        message:
          'The Gold term from 2026-04-01 until 2027-04-01 follows this term. Have the later term refunded first.',
      },
    ]);
    for (const term of ['mem_followed-1', 'mem_followed-0']) {
      expect((await refund('followed', term)).refusals).toEqual([]);
    }

    await storeMember(server, 'ended');
    await storeTerms(server, 'ended', {
      from: '2025-03-02',
      until: '2026-03-02',
      purchasedOn: '2026-03-01',
    });
    expect((await refund('ended', 'mem_ended-0')).refusals).toMatchObject([
      {
        code: 'ALREADY_ENDED',
        message:
          'The term from 2025-03-02 until 2026-03-02 has no days left to refund: it has ended, or an upgrade has replaced it.',
      },
    ]);

    await storeMember(server, 'upgraded');
    const silver = await buys('upgraded', 'SILVER', 'NEW');
    await redeem(server, 'upgraded', silver.id, 'software');
    await buys('upgraded', 'GOLD', 'UPGRADE');
    // The other refusals are left out, since resolving them would not help.
    expect((await refund('upgraded', silver.id)).refusals).toEqual([
      {
        code: 'ALREADY_ENDED',
        message:
          'The term from 2026-03-02 until 2026-03-02 has no days left to refund: it has ended, or an upgrade has replaced it.',
        path: ['input', 'membershipId'],
      },
    ]);

    expect((await refund('followed', 'mem_followed-1')).refusals).toMatchObject([
      { code: 'ALREADY_ENDED', message: 'The term was already refunded on 2026-03-02.' },
    ]);
    const before = await entries();
    expect((await refund('used', used.id, { reason: '' })).refusals).toMatchObject([
      { code: 'INVALID', path: ['input', 'reason'] },
    ]);
    expect(await entries()).toEqual(before);
  });

  it('refunds a term even if benefits of the previous term were used', async () => {
    await storeMember(server, 'before');
    await storeTerms(server, 'before', { from: '2025-03-02' });
    await redeem(server, 'before', 'mem_before-0', 'software');
    const { id } = await buys('before', 'SILVER', 'RENEWAL');
    expect((await refund('before', id)).refusals).toEqual([]);
  });

  it('refuses a version that the term never had', async () => {
    await storeMember(server, 'seen');
    const { id } = await buys('seen', 'SILVER', 'NEW');
    expect((await refund('seen', id, { expectedVersion: 2 })).refusals).toMatchObject([
      { code: 'INVALID', path: ['input', 'expectedVersion'] },
    ]);
  });

  it('is restricted to admins of the organization and agents, and hides the term from all others', async () => {
    await storeMember(server, 'own');
    await storeMember(server, 'other');
    const { id } = await buys('own', 'SILVER', 'NEW');
    const input = { membershipId: id, expectedVersion: 1, reason: 'Why' };
    expect(await refused(input)).toBe('UNAUTHENTICATED');
    expect(await refused(input, await server.person('keeper', ['programme-admin']))).toBe('FORBIDDEN');
    const other = await asAdminOf('other');
    const unknown = `mem_${'0'.repeat(id.length - 4)}`;
    expect(await traces(input, id, other)).toEqual(
      await traces({ ...input, membershipId: unknown }, unknown, other),
    );
    expect(await refused({ ...input, membershipId: 'org_own' }, other)).toEqual([
      {
        code: 'NOT_FOUND',
        message: 'There is no membership term with the id "org_own".',
        path: ['input', 'membershipId'],
      },
    ]);
    const { refusals } = await send(input, await server.person('agent', ['agent']));
    expect(refusals).toEqual([]);
  });

  it('pays back once under 50 concurrent refunds, and refuses the other refunds', async () => {
    await storeMember(server, 'race');
    const { id } = await buys('race', 'GOLD', 'NEW');
    const as = await asAdminOf('race');
    const input = { membershipId: id, expectedVersion: 1, reason: 'Why' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => send({ ...input, idempotencyKey: `race ${i}` }, as)),
    );
    expect(answers.filter(({ paidBack }) => paidBack !== null)).toHaveLength(1);
    const codes = answers.flatMap(({ refusals }) => refusals.map(({ code }: AnyJson) => code));
    expect(new Set(codes)).toEqual(new Set(['ALREADY_ENDED']));
    expect(await auditOf(server, id)).toHaveLength(2);
    expect((await purchase('race', 'SILVER', 'NEW')).refusals).toEqual([]);
    expect(overlapping(await termsOf('race'))).toEqual([]);
  });

  it.each([
    ['refunds first', () => on('2026-03-02')],
    ['redemptions first', () => on('2026-03-02')],
    ['refunds first', () => aroundMidnightBefore('2026-03-03')],
    ['redemptions first', () => aroundMidnightBefore('2026-03-03')],
  ])('never both refunds and redeems under 25 concurrent requests of each: %s', async (first, setClock) => {
    const id = `either ${races++}`;
    await storeMember(server, id);
    const term = await buys(id, 'SILVER', 'NEW');
    setClock();
    const refunds = () => Array.from({ length: 25 }, () => refund(id, term.id));
    const redemptions = () => Array.from({ length: 25 }, () => redeemOnce(id, 'advisory-hours', 1));
    const answers = await Promise.all(
      first === 'refunds first' ? [...refunds(), ...redemptions()] : [...redemptions(), ...refunds()],
    );
    const paidBack = answers.filter((answer) => (answer.paidBack ?? null) !== null).length;
    const used = answers.filter((answer) => (answer.redemption ?? null) !== null).length;
    expect([
      [1, 0],
      [0, 20],
    ]).toContainEqual([paidBack, used]);
    const [stored] = await termsOf(id);
    expect(stored?.refundedOn !== null).toBe(paidBack === 1);
    const rows = await server.database.rows('SELECT id FROM benefit_redemption WHERE organizationId = ?', [
      id,
    ]);
    expect(rows).toHaveLength(used);
    const codes = new Set(answers.flatMap(({ refusals }) => refusals.map(({ code }: AnyJson) => code)));
    expect(codes).toEqual(
      new Set(paidBack === 1 ? ['ALREADY_ENDED', 'NOT_ENTITLED'] : ['NOT_PERMITTED', 'NOT_ENOUGH_LEFT']),
    );
  });

  it('gives 50 concurrent repeats of one refund the same answer', async () => {
    await storeMember(server, 'repeat');
    const { id } = await buys('repeat', 'GOLD', 'NEW');
    const as = await asAdminOf('repeat');
    const input = { membershipId: id, expectedVersion: 1, reason: 'Why', idempotencyKey: 'repeat' };
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(input, as)));
    expect(answers[0]?.paidBack).toEqual(usd('5260.00'));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await auditOf(server, id)).toHaveLength(2);
  });
});

async function redeem(
  { database }: TestServer,
  organizationId: string,
  membershipId: string,
  ...benefits: readonly string[]
): Promise<void> {
  await database.transaction((transaction) =>
    transaction.insert(
      BenefitRedemptionTable,
      benefits.map((benefit, i) => ({
        id: `${organizationId} ${i}`,
        organizationId,
        membershipId: membershipId.replace('mem_', ''),
        benefit,
        quantity: 1,
        redeemedOn: day('2026-03-02'),
        createdAt: instant(new Date('2026-03-02T10:00:00Z')),
      })),
    ),
  );
}

const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };
