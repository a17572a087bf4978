import fc from 'fast-check';
import {
  addDays,
  entitlements,
  ORDER_KINDS,
  quote,
  refundChecks,
  termAfterRefund,
  renewalWindow,
  termsAfterOrder,
  type Benefit,
  type Catalogue,
  type Day,
  type Entitlement,
  type Facts,
  type Level,
  type MemberFacts,
  type Offer,
  type Order,
  type OrderKind,
  type Override,
  type PaidTerm,
  type Quote,
  type Redemption,
  type RefundCheck,
} from '../../server/rules';
import { COMPETENCIES, facts, FIRST_GENERATED_DAY, level, POLICY, versions } from './generated';
import { offerOf } from './paid-terms';

/** The orders, refunds and redemptions of one partner over some months, each carried out only if the rules allow it. */
export interface History {
  readonly versions: readonly Catalogue[];
  readonly moments: readonly Moment[];
  readonly facts: MemberFacts;
  readonly redemptions: readonly Redemption[];
}

export type Moment = {
  readonly day: Day;
  readonly before: MemberFacts;
  readonly after: MemberFacts;
} & Action;

export type Action =
  | {
      readonly did: 'order';
      readonly asked: OrderKind | null;
      readonly quote: Quote;
      /** The order that was bought; null if a check has failed. */
      readonly placed: { readonly id: string; readonly order: Order } | null;
    }
  | {
      readonly did: 'refund';
      readonly term: PaidTerm;
      readonly checks: readonly RefundCheck[];
      readonly isDone: boolean;
    }
  | { readonly did: 'redeem'; readonly of: Entitlement; readonly quantity: number }
  | { readonly did: 'nothing' };

/** The wait before a step: a number of days, or until some days before an edge of the renewal window. */
type Wait = number | { readonly edge: 'from' | 'end' | 'until'; readonly daysBefore: number };

type HistoryStep = { readonly wait: Wait } & (
  | { readonly action: 'order'; readonly level: Level; readonly kind: OrderKind | null }
  | { readonly action: 'refund'; readonly back: number }
  | { readonly action: 'redeem'; readonly pick: number; readonly quantity: number }
);

/** Every policy is valid: terms have at least 28 days, and renewal windows do not overlap. */
const policy = fc
  .record({
    termMonths: fc.constantFrom(1, 1, 2),
    renewalOpensDaysBefore: fc.constantFrom(0, 5, 20),
    renewalClosesDaysAfter: fc.constantFrom(0, 5, 8),
    upgradeDiscountPercent: fc.constantFrom(0, 25, 33, 100),
    refundDays: fc.constantFrom(0, 3, 10, 40),
  })
  .map((numbers) => ({ ...POLICY, ...numbers }));

const offers: fc.Arbitrary<readonly Offer[]> = fc
  .record({
    silver: fc.integer({ min: 0, max: 500 }),
    gold: fc.integer({ min: 0, max: 900 }),
    currency: fc.constantFrom('USD', 'USD', 'USD', 'EUR'),
  })
  .map(({ silver, gold, currency }) => [
    { key: 'silver', name: { en: 'Silver' }, level: 'SILVER', price: { minorUnits: silver, currency } },
    { key: 'gold', name: { en: 'Gold' }, level: 'GOLD', price: { minorUnits: gold, currency } },
  ]);

const benefits: fc.Arbitrary<readonly Benefit[]> = fc.uniqueArray(
  fc
    .record({
      key: fc.constantFrom('seats', 'hours'),
      level,
      competency: fc.option(fc.constantFrom(...COMPETENCIES), { freq: 2 }),
      quantity: fc.integer({ min: 1, max: 9 }),
    })
    .map(({ key, level, competency, quantity }) => ({
      key,
      name: { en: key },
      description: null,
      scope: { level, competency },
      quantity,
      value: null,
      price: null,
    })),
  { maxLength: 8, selector: ({ key, scope }) => JSON.stringify([key, scope]) },
);

export const versionsWithOffers: fc.Arbitrary<readonly Catalogue[]> = fc
  .tuple(versions, fc.array(fc.record({ policy, offers, benefits }), { minLength: 3, maxLength: 3 }))
  .map(([versions, parts]) => versions.map((version, i) => ({ ...version, ...parts[i] })));

/** Facts without a term. In most of them, grants make every level eligible. */
const buyer: fc.Arbitrary<Facts> = fc
  .tuple(facts, fc.constantFrom(true, true, true, false))
  .map(([facts, isGranted]) => ({
    ...facts,
    memberships: [],
    overrides: isGranted ? [...facts.overrides, ...GRANTS] : facts.overrides,
  }));

const GRANTS = COMPETENCIES.map((competency): Override => ({
  id: `grant-${competency}`,
  competency,
  effect: 'GRANT',
  level: 'GOLD',
  from: FIRST_GENERATED_DAY,
  until: null,
}));

const wait: fc.Arbitrary<Wait> = fc.oneof(
  fc.constantFrom(0, 0, 1, 3, 12),
  fc.record({
    edge: fc.constantFrom('from', 'from', 'end', 'until'),
    daysBefore: fc.constantFrom(0, 0, 1),
  }),
);

const step: fc.Arbitrary<HistoryStep> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      action: fc.constant('order' as const),
      wait,
      level,
      kind: fc.option(fc.constantFrom(...ORDER_KINDS), { freq: 2 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      action: fc.constant('refund' as const),
      wait,
      back: fc.constantFrom(0, 0, 0, 1, 2, 5),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      action: fc.constant('redeem' as const),
      wait,
      pick: fc.nat({ max: 9 }),
      quantity: fc.integer({ min: 1, max: 9 }),
    }),
  },
);

/** Random steps rarely contain an early renewal that is followed by an upgrade. */
const renewalAndUpgrade: fc.Arbitrary<readonly HistoryStep[]> = fc
  .tuple(fc.constantFrom(0, 1, 10), fc.constantFrom(0, 1, 10))
  .map(([days, moreDays]) => [
    { action: 'order', wait: days, level: 'SILVER', kind: null },
    { action: 'order', wait: { edge: 'from', daysBefore: 0 }, level: 'SILVER', kind: null },
    { action: 'order', wait: moreDays, level: 'GOLD', kind: 'UPGRADE' },
  ]);

const steps = fc.array(
  fc.oneof(
    { weight: 9, arbitrary: step.map((one): readonly HistoryStep[] => [one]) },
    { weight: 1, arbitrary: renewalAndUpgrade },
  ),
  { minLength: 6, maxLength: 14 },
);

export const histories: fc.Arbitrary<History> = fc
  .tuple(versionsWithOffers, buyer, steps)
  .map(([versions, facts, steps]) => simulate(versions, facts, steps.flat()));

function simulate(versions: readonly Catalogue[], buyer: Facts, steps: readonly HistoryStep[]): History {
  const moments: Moment[] = [];
  const redemptions: Redemption[] = [];
  let facts: MemberFacts = { ...buyer, memberships: [] };
  let day = FIRST_GENERATED_DAY;
  for (const step of steps) {
    day = afterWaiting(versions, facts, step.wait, day);
    const deed = performStep(step, versions, facts, redemptions, day);
    const after = { ...facts, memberships: termsAfterDeed(facts.memberships, deed, day) };
    if (deed.did === 'redeem') {
      const { membership, benefit } = deed.of;
      redemptions.push({ membership, benefit, quantity: deed.quantity, redeemedOn: day });
    }
    moments.push({ day, before: facts, after, ...deed });
    facts = after;
  }
  return { versions, moments, facts, redemptions };
}

function afterWaiting(versions: readonly Catalogue[], facts: Facts, wait: Wait, day: Day): Day {
  if (typeof wait === 'number') return addDays(day, wait);
  const window = renewalWindow(versions, facts.memberships, day);
  if (window === null) return day;
  const edge = { from: window.from, end: window.term.until, until: window.until }[wait.edge];
  const target = addDays(edge, -wait.daysBefore);
  return target > day ? target : day;
}

function performStep(
  step: HistoryStep,
  versions: readonly Catalogue[],
  facts: MemberFacts,
  redemptions: readonly Redemption[],
  day: Day,
): Action {
  const { memberships: terms } = facts;
  switch (step.action) {
    case 'order': {
      const quoted = quote(versions, facts, offerOf(versions, step.level, day), step.kind, day);
      const { order, checks } = quoted;
      const isAllowed = order !== null && checks.every(({ passed }) => passed);
      const placed = isAllowed ? { id: `term-${terms.length}`, order } : null;
      return { did: 'order', asked: step.kind, quote: quoted, placed };
    }
    case 'refund': {
      const term = terms.at(-1 - step.back);
      if (term === undefined) return { did: 'nothing' };
      const checks = refundChecks(versions, terms, redemptions, term, day);
      return { did: 'refund', term, checks, isDone: checks.every(({ passed }) => passed) };
    }
    case 'redeem': {
      const usable = entitlements(versions, facts, redemptions, day).filter(({ remaining }) => remaining > 0);
      const of = usable[step.pick % usable.length];
      if (of === undefined) return { did: 'nothing' };
      return { did: 'redeem', of, quantity: Math.min(step.quantity, of.remaining) };
    }
  }
}

function termsAfterDeed(terms: readonly PaidTerm[], deed: Action, day: Day): readonly PaidTerm[] {
  if (deed.did === 'order' && deed.placed !== null) {
    const { id, order } = deed.placed;
    return termsAfterOrder(terms, order).map((term) => {
      const known = terms.find((one) => one.id === term.id);
      return known === undefined
        ? { ...term, id, purchasedOn: day, paid: order.total }
        : { ...known, until: term.until };
    });
  }
  if (deed.did === 'refund' && deed.isDone) {
    return terms.map((term) => (term === deed.term ? { ...term, ...termAfterRefund(term, day) } : term));
  }
  return terms;
}
