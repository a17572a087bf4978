import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MembershipCreditRow, MembershipRow } from '../../../../server/db/entities';
import {
  addDays,
  addMonths,
  day,
  LEVELS,
  ORDER_KINDS,
  type Day,
  type Level,
  type OrderKind,
} from '../../../../server/rules';
import { auditOf, type AnyJson } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { overlapping, orderCommandsOf, storeMember } from '../../../support/orders';
import { startTestServer, type TestServer } from '../../../support/test-server';

interface History {
  readonly first: Day;
  readonly proven: Level;
  /** `after`: days since the previous step. `refund`: 0 for the last term, 1 for the term before. `redeem`: hours. */
  readonly steps: readonly {
    readonly after: number;
    readonly step: OrderStep | { readonly refund: number } | { readonly redeem: number };
  }[];
}

interface OrderStep {
  readonly level: Level;
  /** Null if the quote selects the kind. */
  readonly kind: OrderKind | null;
}

const history: fc.Arbitrary<History> = fc.record({
  first: fc.constantFrom('2027-01-31', '2027-11-30', '2028-02-29', '2027-02-28', '2026-06-15').map(day),
  proven: fc.constantFrom<Level>('GOLD', 'GOLD', 'SILVER'),
  steps: fc.array(
    fc.record({
      // Zero puts several steps on one day. The other values lie around the boundaries of windows.
      after: fc.constantFrom(0, 0, 0, 1, 29, 30, 31, 89, 245, 275, 276, 335, 365, 396),
      step: fc.oneof(
        {
          weight: 4,
          arbitrary: fc.record({
            level: fc.constantFrom(...LEVELS),
            kind: fc.constantFrom<OrderKind | null>(null, null, ...ORDER_KINDS),
          }),
        },
        { weight: 1, arbitrary: fc.record({ refund: fc.nat(3) }) },
        { weight: 1, arbitrary: fc.record({ redeem: fc.constantFrom(1, 7, 10, 20, 25) }) },
      ),
    }),
    { minLength: 4, maxLength: 14 },
  ),
});

const order = (level: Level, kind: OrderKind | null): OrderStep => ({ level, kind });

/** An upgrade empties a prepaid renewal and is then refunded; random histories rarely contain this. */
const AHEAD_OF_AN_UPGRADE: History = {
  first: day('2028-02-29'),
  proven: 'GOLD',
  steps: [
    { after: 0, step: order('SILVER', 'NEW') },
    { after: 275, step: order('SILVER', null) },
    { after: 1, step: order('GOLD', 'UPGRADE') },
    { after: 29, step: { refund: 1 } },
    { after: 0, step: order('GOLD', null) },
  ],
};
const IN_GRACE: History = {
  first: day('2028-02-29'),
  proven: 'SILVER',
  steps: [
    { after: 0, step: order('GOLD', 'NEW') },
    { after: 0, step: order('SILVER', 'NEW') },
    { after: 365, step: order('SILVER', 'NEW') },
    { after: 29, step: order('SILVER', null) },
    { after: 1, step: { refund: 0 } },
    { after: 0, step: order('SILVER', null) },
  ],
};
/** A redemption prevents the refund of its own term, but not of the upgrade that follows. */
const USED: History = {
  first: day('2028-02-29'),
  proven: 'GOLD',
  steps: [
    { after: 0, step: { redeem: 1 } },
    { after: 0, step: order('SILVER', 'NEW') },
    { after: 0, step: { redeem: 10 } },
    { after: 0, step: { redeem: 1 } },
    { after: 0, step: { refund: 0 } },
    { after: 1, step: order('GOLD', 'UPGRADE') },
    { after: 0, step: { refund: 0 } },
    { after: 0, step: { redeem: 25 } },
    { after: 0, step: order('GOLD', 'NEW') },
    { after: 0, step: { redeem: 20 } },
    { after: 0, step: { refund: 0 } },
  ],
};

describe.each(DATABASES)('the laws of memberships over years on $name', (kind) => {
  let server: TestServer;
  let clock = new Date();
  const on = (today: Day) => {
    clock = new Date(`${today}T10:00:00.000Z`);
  };
  beforeAll(async () => {
    server = await startTestServer(kind, {
      clock: () => clock,
      config: { today: null, rateLimits: NO_RATES },
    });
  });
  afterAll(() => server.stop());
  const { asAdminOf, quote, purchase, refund, redeem, termsOf } = orderCommandsOf(() => server);

  const membershipOf = async (organization: string): Promise<AnyJson> => {
    const { body } = await server.ask(
      'query ($id: ID!) { organization(by: { id: $id }) { membership { id } renewalWindow { state membership { until } } } }',
      { variables: { id: `org_${organization}` }, as: await asAdminOf(organization) },
    );
    return body.data.organization;
  };
  const usedOf = async ({ id }: MembershipRow): Promise<number> => {
    const redemptions = await server.database.rows<{ readonly quantity: number }>(
      'SELECT quantity FROM benefit_redemption WHERE membershipId = ?',
      [id],
    );
    return redemptions.reduce((sum, { quantity }) => sum + quantity, 0);
  };
  const creditsTo = (terms: readonly MembershipRow[]) =>
    server.database.rows<MembershipCreditRow>(
      `SELECT * FROM membership_credit WHERE creditedTo IN (${terms.map(() => '?').join(', ')})`,
      terms.map(({ id }) => id),
    );

  it('hold: no overlaps, no lost days in renewals, prices as quoted, money and benefits spent once', async () => {
    let organizations = 0;
    const outcomes = new Set<string>();

    await fc.assert(
      fc.asyncProperty(history, async ({ first, proven, steps }) => {
        const id = `year ${organizations++}`;
        await storeMember(server, id, proven);
        let today = first;
        let netPaid = 0;
        for (const { after, step } of steps) {
          today = addDays(today, after);
          on(today);
          if ('redeem' in step) await redeemConcurrently(id, step.redeem, today);
          else if ('refund' in step) netPaid += await refundTerm(id, step.refund, today);
          else netPaid += await placeOrder(id, step, today);
          await expectInvariants(id, netPaid);
        }
      }),
      { numRuns: 30, examples: [[AHEAD_OF_AN_UPGRADE], [IN_GRACE], [USED]] },
    );

    const everyOutcome = [
      'NEW',
      'RENEWAL',
      'UPGRADE',
      'credit',
      'in grace',
      'kept',
      'nothing left',
      'redeem',
      'refund',
    ];
    expect([...outcomes].sort()).toEqual([...everyOutcome, 'refused']);

    /** Returns the price paid, or 0 if the order is refused. */
    async function placeOrder(
      organization: string,
      { level, kind: requestedKind }: OrderStep,
      today: Day,
    ): Promise<number> {
      const { renewalWindow } = await membershipOf(organization);
      const quoted = await quote(organization, level, { kind: requestedKind ?? undefined });
      const orderKind = requestedKind ?? quoted.kind ?? 'UPGRADE';
      const before = await termsOf(organization);
      // At most one of two concurrent orders for the same quote succeeds.
      const answers = await Promise.all([
        purchase(organization, level, orderKind),
        purchase(organization, level, orderKind),
      ]);
      const { membership, refusals } = answers.find((answer) => answer.membership !== null) ?? answers[0];
      if (quoted.kind !== null) expect(membership !== null).toBe(quoted.mayBePurchased);
      if (membership === null) {
        outcomes.add('refused');
        expect(refusals.length).toBeGreaterThan(0);
        expect(await termsOf(organization)).toEqual(before);
        return 0;
      }
      outcomes.add(orderKind);
      expect(answers.filter((answer) => answer.membership !== null)).toHaveLength(1);
      expect(await termsOf(organization)).toHaveLength(before.length + 1);
      const { from, until, pricePaid, credits } = membership;
      expect(hundredths(pricePaid)).toBe(priceOf(level, orderKind, before, today));
      if (quoted.kind !== null) {
        const { total, ...days } = quoted.order;
        expect(membership).toMatchObject({
          pricePaid: total,
          from: days.from,
          until: days.until,
        });
      }
      expect(until).toBe(addMonths(from, 12));
      expect(from).toBe(orderKind === 'RENEWAL' ? renewalWindow.membership.until : today);
      if (orderKind === 'RENEWAL' && from < today) outcomes.add('in grace');
      if (credits.length > 0) outcomes.add('credit');
      if (from <= today) expect((await membershipOf(organization)).membership.id).toBe(membership.id);
      return hundredths(pricePaid);
    }

    /** Two concurrent redemptions succeed only while enough hours remain in the running term. */
    async function redeemConcurrently(organization: string, quantity: number, today: Day): Promise<void> {
      const terms = await termsOf(organization);
      const running = terms.find(({ fromDay, untilDay }) => fromDay <= today && today < untilDay);
      const left = running === undefined ? 0 : HOURS[running.level] - (await usedOf(running));
      const answers = await Promise.all([
        redeem(organization, 'advisory-hours', quantity),
        redeem(organization, 'advisory-hours', quantity),
      ]);
      const done = answers.filter(({ redemption }) => redemption !== null);
      expect([left, done.length]).toEqual([left, Math.min(2, Math.floor(left / quantity))]);
      for (const { redemption } of done) expect(redemption.membership.id).toBe(`mem_${running?.id}`);
      if (running !== undefined)
        expect(HOURS[running.level] - (await usedOf(running))).toBe(left - done.length * quantity);
      expect(await termsOf(organization)).toEqual(terms);
      outcomes.add(done.length > 0 ? 'redeem' : 'nothing left');
    }

    /** Returns the amount paid back as a negative number. */
    async function refundTerm(organization: string, index: number, today: Day): Promise<number> {
      const term = (await termsOf(organization)).toReversed()[index];
      if (term === undefined) return 0;
      const isUsed = (await usedOf(term)) > 0;
      const isRefundable = !isUsed && mayBeRefunded(term, await termsOf(organization), today);
      if (isUsed) outcomes.add('kept');
      const { paidBack } = await refund(organization, `mem_${term.id}`);
      expect([term, paidBack !== null]).toEqual([term, isRefundable]);
      if (paidBack === null) return 0;
      outcomes.add('refund');
      const [stored] = (await termsOf(organization)).filter(({ id }) => id === term.id);
      const untilDay = term.fromDay > today ? term.fromDay : today;
      expect(stored).toEqual({ ...term, untilDay, refundedOn: today, version: term.version + 1 });
      expect(hundredths(paidBack)).toBeGreaterThan(0);
      return -hundredths(paidBack);
    }

    async function expectInvariants(organization: string, netPaid: number): Promise<void> {
      const terms = await termsOf(organization);
      expect(overlapping(terms)).toEqual([]);
      // The net amount paid is the price of all terms that were neither refunded nor credited to another term.
      const credits = terms.length === 0 ? [] : await creditsTo(terms);
      const credited = new Set(credits.map(({ membershipId }) => membershipId));
      const valid = terms.filter(({ id, refundedOn }) => refundedOn === null && !credited.has(id));
      const prices = valid.flatMap(({ id, pricePaidMinorUnits }) => [
        pricePaidMinorUnits,
        ...credits.filter(({ creditedTo }) => creditedTo === id).map((credit) => credit.minorUnits),
      ]);
      expect(netPaid).toBe(prices.reduce((sum, price) => sum + price, 0));
      for (const term of terms) {
        const entries = await auditOf(server, `mem_${term.id}`);
        expect(entries).toHaveLength(term.version);
        expect(entries.at(-1)?.after).toMatchObject(term);
      }
    }
  }, 120_000);
});

const HOURS: Readonly<Record<Level, number>> = { SILVER: 20, GOLD: 50 };
const PRICES: Readonly<Record<Level, number>> = { SILVER: 185_000, GOLD: 526_000 };

function priceOf(level: Level, kind: OrderKind, terms: readonly MembershipRow[], today: Day): number {
  if (kind !== 'UPGRADE') return PRICES[level];
  const ahead = terms.filter(({ fromDay, untilDay }) => today < fromDay && fromDay < untilDay);
  return ahead.reduce((price, { pricePaidMinorUnits }) => price - pricePaidMinorUnits, PRICES[level] * 0.75);
}

function mayBeRefunded(term: MembershipRow, terms: readonly MembershipRow[], today: Day): boolean {
  const { fromDay, untilDay, purchasedOn, refundedOn } = term;
  const isFollowed = terms.some((other) => other.fromDay === untilDay && other.fromDay < other.untilDay);
  const hasDaysLeft = fromDay < untilDay && today < untilDay;
  return refundedOn === null && hasDaysLeft && today < addDays(purchasedOn, 30) && !isFollowed;
}

function hundredths({ amount }: { readonly amount: string }): number {
  return Math.round(Number(amount) * 100);
}

const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };
