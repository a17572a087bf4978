import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Level } from '../../../../server/rules';
import { catalogueDocument2017, storeVersion } from '../../../support/catalogue';
import { auditOf, commandsOf, type AnyJson } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { HOSTILE_TEXT } from '../../../support/command-laws';
import {
  OFFERS,
  overlapping,
  PURCHASE,
  orderCommandsOf,
  storeMember,
  storeTerms,
  type TermColumns,
} from '../../../support/orders';
import { startTestServer, type TestServer } from '../../../support/test-server';

const usd = (amount: string) => ({ amount, currency: 'USD' });

describe.each(DATABASES)('purchaseMembership on $name', (kind) => {
  let server: TestServer;
  let clock = new Date();
  const on = (day: string) => {
    clock = new Date(`${day}T10:00:00.000Z`);
  };
  beforeAll(async () => {
    server = await startTestServer(kind, {
      clock: () => clock,
      config: { today: null, rateLimits: NO_RATES },
    });
  });
  beforeEach(() => on('2026-03-02'));
  afterAll(() => server.stop());
  const { asAdminOf, quote, purchase, buys, refund, termsOf } = orderCommandsOf(() => server);
  const { send, refused } = commandsOf(() => server, PURCHASE);
  const inputFor = (organization: string, changes: object = {}) => ({
    organizationId: `org_${organization}`,
    offer: 'silver-membership',
    kind: 'NEW',
    expectedTotal: usd('1850.00'),
    paymentReference: 'INV-1',
    ...changes,
  });
  const entries = () => server.database.rows('SELECT id FROM audit_entry');

  it('sells a new membership from today on, with an audit entry', async () => {
    await storeMember(server, 'new');
    const { membership, refusals } = await purchase('new', 'GOLD', 'NEW', { paymentReference: HOSTILE_TEXT });
    expect(refusals).toEqual([]);
    expect(membership).toEqual({
      id: expect.stringMatching(/^mem_/),
      level: 'GOLD',
      from: '2026-03-02',
      until: '2027-03-02',
      purchasedOn: '2026-03-02',
      kind: 'NEW',
      pricePaid: usd('5260.00'),
      paymentReference: HOSTILE_TEXT,
      refundedOn: null,
      version: 1,
      credits: [],
    });
    expect(await auditOf(server, membership.id)).toEqual([
      {
        command: 'purchaseMembership',
        actor: 'person:admin of new',
        organizationId: 'new',
        reason: null,
        before: null,
        after: expect.objectContaining({ pricePaidMinorUnits: 526_000, kind: 'NEW', credits: [] }),
      },
    ]);
  });

  it.each([
    ['2028-02-29', '2029-02-28', '2030-02-28'],
    ['2027-02-28', '2028-02-28', '2029-02-28'],
    ['2027-12-31', '2028-12-31', '2029-12-31'],
    ['2027-03-31', '2028-03-31', '2029-03-31'],
  ])('sells a term from %s until %s, and its renewal until %s', async (from, until, renewedUntil) => {
    const id = `from ${from}`;
    await storeMember(server, id);
    on(from);
    expect(await buys(id, 'SILVER', 'NEW')).toMatchObject({ from, until });
    on(until);
    expect(await buys(id, 'SILVER', 'RENEWAL')).toMatchObject({ from: until, until: renewedUntil });
  });

  it('sells a renewal only inside its window, and starts it at the end of the last term', async () => {
    const days = [
      ['2026-01-15', 'TOO_SOON'],
      ['2026-01-16', null],
      ['2026-04-15', null],
      ['2026-04-16', null],
      ['2026-05-15', null],
      ['2026-05-16', 'TOO_LATE'],
    ] as const;
    for (const [today, code] of days) {
      const id = `window ${today}`;
      await storeMember(server, id);
      await storeTerms(server, id, { from: '2025-04-16' });
      on(today);
      const { membership, refusals } = await purchase(id, 'GOLD', 'RENEWAL');
      expect([today, refusals.map((refusal: AnyJson) => refusal.code)]).toEqual([
        today,
        code === null ? [] : [code],
      ]);
      if (code !== null) continue;
      expect(membership).toMatchObject({
        level: 'GOLD',
        from: '2026-04-16',
        until: '2027-04-16',
        purchasedOn: today,
        pricePaid: usd('5260.00'),
      });
      const [next] = (await purchase(id, 'GOLD', 'RENEWAL')).refusals;
      expect(next).toMatchObject({ code: 'TOO_SOON', message: expect.stringContaining('2027-04-16') });
      expect(await termsOf(id)).toHaveLength(2);
    }
  });

  it('sells only a renewal in the grace period, and only a new membership afterwards', async () => {
    await storeMember(server, 'grace');
    await storeTerms(server, 'grace', { from: '2025-02-28' });
    on('2026-03-29');
    expect(await refused(inputFor('grace'), await asAdminOf('grace'))).toEqual([
      {
        code: 'TOO_SOON',
        message:
          'The term that ended on 2026-02-28 is in its grace period: before 2026-03-30, only its renewal can be bought. Order a renewal of that term, or wait until 2026-03-30.',
        path: ['input', 'kind'],
      },
    ]);
    on('2026-03-30');
    expect(await buys('grace', 'SILVER', 'NEW')).toMatchObject({ from: '2026-03-30' });
  });

  it('sells an upgrade that ends the running term, and deducts the discount and a prepaid renewal', async () => {
    await storeMember(server, 'upgrade');
    on('2025-03-31');
    const silver = await buys('upgrade', 'SILVER', 'NEW');
    on('2026-01-02');
    const ahead = await buys('upgrade', 'SILVER', 'RENEWAL');
    on('2026-03-02');
    const gold = await buys('upgrade', 'GOLD', 'UPGRADE');
    expect(gold).toMatchObject({
      level: 'GOLD',
      from: '2026-03-02',
      until: '2027-03-02',
      kind: 'UPGRADE',
      pricePaid: usd('2095.00'),
      credits: [
        {
          membership: { id: ahead.id, from: '2026-03-31', until: '2026-03-31' },
          amount: usd('1850.00'),
        },
      ],
    });
    const audit = { command: 'purchaseMembership', actor: 'person:admin of upgrade', reason: null };
    expect((await auditOf(server, silver.id)).slice(1)).toMatchObject([
      {
        ...audit,
        before: { untilDay: '2026-03-31', version: 1 },
        after: { untilDay: '2026-03-02', version: 2 },
      },
    ]);
    expect((await auditOf(server, ahead.id)).slice(1)).toMatchObject([
      { ...audit, before: { untilDay: '2027-03-31' }, after: { untilDay: '2026-03-31', refundedOn: null } },
    ]);
    expect(await auditOf(server, gold.id)).toMatchObject([
      { ...audit, before: null, after: { credits: [{ minorUnits: 185_000, currency: 'USD' }] } },
    ]);
    expect(overlapping(await termsOf('upgrade'))).toEqual([]);
  });

  it('sells an upgrade on the first day of the running term, which becomes empty', async () => {
    await storeMember(server, 'at once');
    await buys('at once', 'SILVER', 'NEW');
    await buys('at once', 'GOLD', 'UPGRADE');
    expect(await termsOf('at once')).toMatchObject([
      { level: 'SILVER', fromDay: '2026-03-02', untilDay: '2026-03-02' },
      { level: 'GOLD', fromDay: '2026-03-02', untilDay: '2027-03-02' },
    ]);
  });

  it('pays back credits that exceed the price', async () => {
    await storeMember(server, 'beyond');
    await storeTerms(
      server,
      'beyond',
      { from: '2025-04-01' },
      { from: '2026-04-01', kind: 'RENEWAL', pricePaidMinorUnits: 400_000, purchasedOn: '2026-02-01' },
    );
    expect(await buys('beyond', 'GOLD', 'UPGRADE')).toMatchObject({ pricePaid: usd('-55.00') });
  });

  it('offers a Silver member a renewal, which keeps the term, and an upgrade, which ends it', async () => {
    for (const [id, choice, from, total] of [
      ['renews', 'RENEWAL', '2026-04-01', '5260.00'],
      ['upgrades', 'UPGRADE', '2026-03-02', '3945.00'],
    ] as const) {
      await storeMember(server, id);
      await storeTerms(server, id, { from: '2025-04-01' });
      expect(await buys(id, 'GOLD', choice)).toMatchObject({ from, pricePaid: usd(total), kind: choice });
    }
    expect((await termsOf('renews'))[0]).toMatchObject({ untilDay: '2026-04-01', version: 1 });
    expect((await termsOf('upgrades'))[0]).toMatchObject({ untilDay: '2026-03-02', version: 2 });
  });

  const REFUSED: readonly {
    readonly check: string;
    readonly code: string;
    readonly argument: string;
    readonly order: readonly [Level, 'NEW' | 'RENEWAL' | 'UPGRADE'];
    readonly proven?: Level | null;
    readonly terms?: readonly TermColumns[];
  }[] = [
    {
      check: 'ELIGIBLE_LEVEL',
      code: 'NOT_ELIGIBLE',
      argument: 'offer',
      order: ['GOLD', 'NEW'],
      proven: 'SILVER',
    },
    {
      check: 'ELIGIBLE_LEVEL',
      code: 'NOT_ELIGIBLE',
      argument: 'offer',
      order: ['SILVER', 'NEW'],
      proven: null,
    },
    {
      check: 'NO_RUNNING_TERM',
      code: 'OVERLAP',
      argument: 'kind',
      order: ['GOLD', 'NEW'],
      terms: [{ from: '2025-03-03' }],
    },
    {
      check: 'NOT_IN_GRACE',
      code: 'TOO_SOON',
      argument: 'kind',
      order: ['GOLD', 'NEW'],
      terms: [{ from: '2025-03-02' }],
    },
    { check: 'RENEWAL_WINDOW', code: 'NOT_PERMITTED', argument: 'kind', order: ['GOLD', 'RENEWAL'] },
    {
      check: 'RENEWAL_WINDOW',
      code: 'TOO_SOON',
      argument: 'kind',
      order: ['GOLD', 'RENEWAL'],
      terms: [{ from: '2025-06-01' }],
    },
    {
      check: 'RENEWAL_WINDOW',
      code: 'TOO_LATE',
      argument: 'kind',
      order: ['GOLD', 'RENEWAL'],
      terms: [{ from: '2025-01-31' }],
    },
    { check: 'LOWER_RUNNING_TERM', code: 'NOT_PERMITTED', argument: 'kind', order: ['GOLD', 'UPGRADE'] },
    {
      check: 'LOWER_RUNNING_TERM',
      code: 'NOT_PERMITTED',
      argument: 'kind',
      order: ['GOLD', 'UPGRADE'],
      terms: [{ from: '2025-06-01', level: 'GOLD' }],
    },
    {
      check: 'NO_LATER_TERM',
      code: 'OVERLAP',
      argument: 'kind',
      order: ['GOLD', 'NEW'],
      terms: [{ from: '2027-03-01' }],
    },
    {
      check: 'CREDIT_IN_CURRENCY',
      code: 'NOT_PERMITTED',
      argument: 'offer',
      order: ['GOLD', 'UPGRADE'],
      terms: [{ from: '2025-06-01' }, { from: '2026-06-01', currency: 'EUR' }],
    },
  ];

  it.each(REFUSED.map((refusal, i) => ({ ...refusal, id: `refused ${i}` })))(
    "refuses an order that fails $check, with code $code and the quote's message, and changes nothing",
    async ({ id, check, code, argument, order: [level, orderKind], proven = 'GOLD', terms = [] }) => {
      await storeMember(server, id, proven);
      await storeTerms(server, id, ...terms);
      const before = [await termsOf(id), await entries()];
      const { checks } = await quote(id, level, { kind: orderKind });
      const failing = checks.filter(({ passed }: AnyJson) => !passed);
      expect(failing.map(({ key }: AnyJson) => key)).toEqual([check]);
      const { membership, refusals } = await purchase(id, level, orderKind);
      expect(membership).toBeNull();
      expect(refusals).toEqual([
        { code, message: `${failing[0].inWords} ${failing[0].toPass}`, path: ['input', argument] },
      ]);
      expect([await termsOf(id), await entries()]).toEqual(before);
    },
  );

  it('reports every failed check in one answer', async () => {
    await storeMember(server, 'all', 'SILVER');
    await storeTerms(server, 'all', { from: '2025-06-01' }, { from: '2026-06-01' });
    const { refusals } = await purchase('all', 'GOLD', 'NEW');
    expect(refusals.map(({ code }: AnyJson) => code)).toEqual(['NOT_ELIGIBLE', 'OVERLAP', 'OVERLAP']);
  });

  it('refuses a purchase on the last day of the calendar', async () => {
    await storeMember(server, 'last', null);
    on('9999-12-31');
    const { refusals } = await purchase('last', 'SILVER', 'NEW');
    expect(refusals).toMatchObject([
      { code: 'NOT_ELIGIBLE' },
      {
        code: 'TOO_LATE',
        message:
          'A term that starts on 9999-12-31 would have no days, because 9999-12-31 is the last day of the calendar. Order a term that starts on an earlier day.',
        path: ['input', 'kind'],
      },
    ]);
    expect(await termsOf('last')).toEqual([]);
  });

  it("refuses an expected total other than today's, and names both totals", async () => {
    await storeMember(server, 'total');
    const expecting = (expectedTotal: object) =>
      inputFor('total', { offer: 'gold-membership', expectedTotal });
    const as = await asAdminOf('total');
    const quoted = (await quote('total', 'GOLD')).order.total;
    for (const [total, expected] of [
      [usd('5260.01'), '5,260.01 USD'],
      [usd('0'), '0.00 USD'],
      [usd('-5260'), '-5,260.00 USD'],
      [{ amount: '5260', currency: 'EUR' }, '5,260.00 EUR'],
    ] as const) {
      expect(await refused(expecting(total), as)).toEqual([
        {
          code: 'CHANGED',
          message: `The total is 5,260.00 USD, not ${expected}. Request the quote again, then decide whether to buy.`,
          path: ['input', 'expectedTotal'],
        },
      ]);
    }
    expect(await termsOf('total')).toEqual([]);
    expect((await send(expecting(quoted), as)).refusals).toEqual([]);
  });

  it("refuses a total that was quoted at yesterday's price", async () => {
    const document = catalogueDocument2017();
    document['offers'][0].price.amount = 1900;
    await storeVersion(server.database, 2, '2050-01-01', document);
    await storeMember(server, 'stale');
    on('2049-12-31');
    const { order } = await quote('stale', 'SILVER');
    on('2050-01-01');
    const stale = inputFor('stale', { expectedTotal: order.total });
    expect(await refused(stale, await asAdminOf('stale'))).toMatchObject([
      { code: 'CHANGED', message: expect.stringContaining('1,900.00 USD, not 1,850.00 USD') },
    ]);
    expect(await buys('stale', 'SILVER', 'NEW')).toMatchObject({ pricePaid: usd('1900.00') });
  });

  it('refuses an invalid currency, payment reference and offer', async () => {
    await storeMember(server, 'wrong');
    const as = await asAdminOf('wrong');
    const wrong = inputFor('wrong', {
      expectedTotal: { amount: '1', currency: 'usd' },
      paymentReference: ' ',
    });
    expect(await refused(wrong, as)).toMatchObject([
      { code: 'INVALID', path: ['input', 'expectedTotal', 'currency'] },
      { code: 'INVALID', path: ['input', 'paymentReference'] },
    ]);
    expect(await refused(inputFor('wrong', { offer: 'silver-menbership' }), as)).toEqual([
      {
        code: 'NOT_FOUND',
        message: 'The catalogue in force has no offer "silver-menbership". Did you mean "silver-membership"?',
        path: ['input', 'offer'],
      },
    ]);
  });

  it('is restricted to admins of the organization', async () => {
    await storeMember(server, 'own');
    await storeMember(server, 'other');
    const input = inputFor('own');
    expect(await refused(input)).toBe('UNAUTHENTICATED');
    for (const as of [
      await asAdminOf('other'),
      await server.person('agent', ['agent']),
      await server.person('keeper', ['programme-admin']),
    ]) {
      expect(await refused(input, as)).toBe('FORBIDDEN');
    }
    expect(await termsOf('own')).toEqual([]);
  });

  it('buys once with an idempotency key, and refuses the key with other arguments', async () => {
    await storeMember(server, 'once');
    const as = await asAdminOf('once');
    const input = inputFor('once', { idempotencyKey: 'order 1' });
    const payload = await send(input, as);
    expect(payload.refusals).toEqual([]);
    const after = await entries();
    on('2026-03-03');
    expect(await send(input, as)).toEqual(payload);
    expect(await refused({ ...input, paymentReference: 'INV-2' }, as)).toMatchObject([
      { code: 'IDEMPOTENCY_KEY_REUSED' },
    ]);
    // Without the key, the request is another purchase, which the running term forbids.
    expect(await refused(inputFor('once'), as)).toMatchObject([{ code: 'OVERLAP' }]);
    expect(await entries()).toEqual(after);
  });

  it.each([
    ['NEW', 'SILVER', '1850.00', 'OVERLAP'],
    ['RENEWAL', 'SILVER', '1850.00', 'TOO_SOON'],
    ['UPGRADE', 'GOLD', '3945.00', 'NOT_PERMITTED'],
  ] as const)(
    'sells one %s under 50 concurrent orders, and refuses the other orders',
    async (orderKind, level, total, code) => {
      const id = `race ${orderKind}`;
      await storeMember(server, id);
      if (orderKind !== 'NEW') await storeTerms(server, id, { from: '2025-04-01' });
      const before = await termsOf(id);
      const as = await asAdminOf(id);
      const order = { kind: orderKind, offer: OFFERS[level], expectedTotal: usd(total) };
      const answers = await atOnce(50, (i) =>
        send(inputFor(id, { ...order, idempotencyKey: `race ${i}` }), as),
      );
      expect(answers.filter(({ membership }) => membership !== null)).toHaveLength(1);
      const codes = answers.flatMap(({ refusals }) => refusals.map((refusal: AnyJson) => refusal.code));
      expect(codes).toEqual(Array(49).fill(code));
      const terms = await termsOf(id);
      expect(terms).toHaveLength(before.length + 1);
      expect(overlapping(terms)).toEqual([]);
    },
  );

  it('gives 50 concurrent repeats of one order the same answer', async () => {
    await storeMember(server, 'repeat');
    const as = await asAdminOf('repeat');
    const answers = await atOnce(50, () => send(inputFor('repeat', { idempotencyKey: 'repeat' }), as));
    expect(answers[0].refusals).toEqual([]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await termsOf('repeat')).toHaveLength(1);
  });

  it('credits or refunds a payment once under concurrent upgrades and refunds', async () => {
    await storeMember(server, 'mixed');
    on('2025-04-01');
    await buys('mixed', 'SILVER', 'NEW');
    on('2026-03-02');
    const renewal = await buys('mixed', 'SILVER', 'RENEWAL');
    const as = await asAdminOf('mixed');
    const upgrade = { offer: 'gold-membership', kind: 'UPGRADE' };
    const answers = await atOnce(30, (i) => {
      if (i % 3 === 0) return refund('mixed', renewal.id, { expectedVersion: 1 });
      // The upgrade costs 2,095 with a credit for the renewal, or 3,945 if the renewal has been refunded.
      const expectedTotal = usd(i % 3 === 1 ? '2095.00' : '3945.00');
      return send(inputFor('mixed', { ...upgrade, expectedTotal }), as);
    });
    const done = answers.filter(({ refusals }) => refusals.length === 0);
    const terms = await termsOf('mixed');
    const [gold] = terms.filter(({ level }) => level === 'GOLD');
    const [paidAhead] = terms.filter(({ id }) => `mem_${id}` === renewal.id);
    expect(terms).toHaveLength(3);
    expect(overlapping(terms)).toEqual([]);
    expect(paidAhead).toMatchObject({ untilDay: paidAhead?.fromDay });
    const isRefunded = paidAhead?.refundedOn !== null;
    expect(gold?.pricePaidMinorUnits).toBe(isRefunded ? 394_500 : 209_500);
    expect(done).toHaveLength(isRefunded ? 2 : 1);
    expect(
      await server.database.rows('SELECT * FROM membership_credit WHERE creditedTo = ?', [gold?.id ?? '']),
    ).toHaveLength(isRefunded ? 0 : 1);
  });
});

function atOnce(count: number, send: (i: number) => Promise<AnyJson>): Promise<AnyJson[]> {
  return Promise.all(Array.from({ length: count }, (_, i) => send(i)));
}

const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };
