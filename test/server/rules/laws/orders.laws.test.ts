import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  countsOn,
  isEmpty,
  ORDER_KINDS,
  profileAfter,
  quote,
  refundChecks,
  renewalWindow,
  runningTerm,
  versionOn,
  type Catalogue,
  type Day,
  type Level,
  type MemberFacts,
  type OrderKind,
  type PaidTerm,
  type Span,
} from '../../../../server/rules';
import { everyDay, bruteForceStatus } from '../../../support/brute-force-status';
import { FIRST_GENERATED_DAY, level, shuffled } from '../../../support/generated';
import { histories, type History, type Moment } from '../../../support/generated-histories';
import { offerOf } from '../../../support/paid-terms';

const RANK: Record<Level, number> = { SILVER: 1, GOLD: 2 };
const daysOf = ({ from, until }: Pick<PaidTerm, 'from' | 'until'>): Span => ({
  from,
  until,
});
const byStart = (a: PaidTerm, b: PaidTerm) => (a.from < b.from ? -1 : 1);
const sum = (amounts: readonly { readonly price: { readonly minorUnits: number } }[]) =>
  amounts.reduce((total, { price }) => total + price.minorUnits, 0);

function purchasesOf({ moments }: History) {
  return moments.flatMap((moment) =>
    moment.did === 'order' && moment.placed !== null ? [{ ...moment, ...moment.placed }] : [],
  );
}

/**
 * The chain of terms that can still be renewed, derived from the actions alone. A new term or an upgrade starts a
 * chain, and a renewal extends the chain. A refund removes the last term or, once that term has begun, the whole chain.
 */
function chains({
  moments,
}: History): readonly { readonly moment: Moment; readonly chain: readonly string[] }[] {
  let chain: readonly string[] = [];
  return moments.map((moment) => {
    const before = chain;
    if (moment.did === 'order' && moment.placed !== null) {
      const { id, order } = moment.placed;
      chain = order.kind === 'RENEWAL' ? [...chain, id] : [id];
    }
    if (moment.did === 'refund' && moment.isDone) {
      chain = moment.term.from > moment.day ? chain.slice(0, -1) : [];
    }
    return { moment, chain: before };
  });
}

function expectedKinds(
  versions: readonly Catalogue[],
  { memberships }: MemberFacts,
  last: PaidTerm | undefined,
  level: Level,
  day: Day,
): readonly OrderKind[] {
  const { renewalOpensDaysBefore: before, renewalClosesDaysAfter: after } = versionOn(versions, day).policy;
  const running = memberships.find((term) => countsOn(daysOf(term), day));
  const canRenew =
    last !== undefined && addDays(last.until, -before) <= day && day < addDays(last.until, after);
  const kinds: OrderKind[] = [];
  if (running === undefined && !canRenew) kinds.push('NEW');
  if (canRenew) kinds.push('RENEWAL');
  if (running !== undefined && RANK[running.level] < RANK[level]) kinds.push('UPGRADE');
  return kinds;
}

describe('over a history of purchases, renewals, upgrades and refunds', () => {
  it('every kind of event occurs', () => {
    const counts = new Map<string, number>();
    const count = (event: string) => counts.set(event, (counts.get(event) ?? 0) + 1);
    for (const history of fc.sample(histories, { numRuns: 1000, seed: 1 })) {
      for (const moment of history.moments) {
        if (moment.did === 'redeem') count('redeem');
        if (moment.did === 'refund' && moment.isDone) {
          count(moment.term.from > moment.day ? 'refund before it begins' : 'refund');
        }
        if (moment.did !== 'order') continue;
        for (const { key, passed } of moment.quote.checks) if (!passed) count(key);
        if (moment.placed === null) continue;
        const { order } = moment.placed;
        const inGrace = order.kind === 'RENEWAL' && order.from <= moment.day;
        count(inGrace ? 'renewal in grace' : order.kind);
        if (order.credits.length > 0) count('credit');
        if (order.total.minorUnits < 0) count('negative total');
      }
    }
    for (const event of [
      'NEW',
      'RENEWAL',
      'renewal in grace',
      'UPGRADE',
      'credit',
      'negative total',
      'refund',
      'refund before it begins',
      'redeem',
      'eligible-level',
      'kind-chosen',
      'no-running-term',
      'not-in-grace',
      'renewal-window',
      'lower-running-term',
    ]) {
      expect({ event, often: (counts.get(event) ?? 0) >= 10 }).toEqual({ event, often: true });
    }
  });

  it('terms never overlap', () => {
    fc.assert(
      fc.property(histories, ({ moments }) => {
        for (const { after } of moments) {
          const terms = after.memberships.filter((term) => !isEmpty(daysOf(term))).toSorted(byStart);
          terms.slice(1).forEach((term, i) => {
            expect(term.from >= (terms[i]?.until ?? term.from)).toBe(true);
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('an order cannot be repeated on the same day, so only one of two concurrent purchases succeeds', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { order, day, after } of purchasesOf(history)) {
          const offer = offerOf(history.versions, order.level, day);
          const { checks } = quote(history.versions, after, offer, order.kind, day);
          expect(checks.some(({ passed }) => !passed)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('a term has the length in the policy, from the purchase or, for a renewal, from the end of the last term', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { moment, chain } of chains(history)) {
          if (moment.did !== 'order' || moment.placed === null) continue;
          const { order } = moment.placed;
          const last = moment.before.memberships.find(({ id }) => id === chain.at(-1));
          const from = order.kind === 'RENEWAL' ? last?.until : moment.day;
          const { termMonths } = versionOn(history.versions, moment.day).policy;
          expect(order.from).toBe(from);
          expect(order.until).toBe(addMonths(order.from, termMonths));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('the renewal window belongs to the term bought last, unless that term was refunded', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { moment, chain } of chains(history)) {
          const window = renewalWindow(history.versions, moment.before.memberships, moment.day);
          expect(window?.term.id).toBe(chain.at(-1));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('the possible kinds of order are the kinds whose checks pass, and depend only on the purchases so far', () => {
    fc.assert(
      fc.property(histories, level, (history, level) => {
        const { versions } = history;
        for (const { moment, chain } of chains(history)) {
          const { before, day } = moment;
          const offer = offerOf(versions, level, day);
          const last = before.memberships.find(({ id }) => id === chain.at(-1));
          const { possibleKinds, ...unchosen } = quote(versions, before, offer, null, day);
          expect(possibleKinds).toEqual(expectedKinds(versions, before, last, level, day));
          const eligible = bruteForceStatus(versions, before, day).eligible.includes(level);
          for (const kind of ORDER_KINDS) {
            const chosen = quote(versions, before, offer, kind, day);
            const failed = chosen.checks.filter(({ passed }) => !passed).map(({ key }) => key);
            expect(failed.includes('eligible-level')).toBe(!eligible);
            const ofKind = failed.filter((key) => key !== 'eligible-level' && key !== 'credit-in-currency');
            expect({ kind, isPossible: ofKind.length === 0 }).toEqual({
              kind,
              isPossible: possibleKinds.includes(kind),
            });
            expect(chosen.possibleKinds).toEqual(possibleKinds);
            if (unchosen.kind === kind) expect(chosen).toEqual({ ...unchosen, possibleKinds });
          }
          if (possibleKinds.length === 1) expect(unchosen.kind).toBe(possibleKinds[0]);
          if (runningTerm(before.memberships, day) === null) expect(possibleKinds).toHaveLength(1);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('the total is the list price minus discounts and credits', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { order, day } of purchasesOf(history)) {
          const { upgradeDiscountPercent: percent } = versionOn(history.versions, day).policy;
          const { listPrice, discounts, credits, total } = order;
          expect(listPrice).toEqual(offerOf(history.versions, order.level, day).price);
          expect(total.currency).toBe(listPrice.currency);
          expect(total.minorUnits).toBe(listPrice.minorUnits - sum(discounts) - sum(credits));
          const exact = order.kind === 'UPGRADE' ? (listPrice.minorUnits * percent) / 100 : 0;
          expect(sum(discounts)).toBe(Math.round(exact));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('a payment is credited or refunded at most once, and only if its term ends early', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const purchases = purchasesOf(history);
        const credited = purchases.flatMap(({ order }) => order.credits);
        expect(new Set(credited.map(({ term }) => term)).size).toBe(credited.length);
        for (const { term, price } of credited) {
          const stored = history.facts.memberships.find(({ id }) => id === term);
          expect(stored).toMatchObject({ until: stored?.from, refundedOn: null, paid: price });
        }
        for (const { id, order } of purchases) {
          const stored = history.facts.memberships.find((term) => term.id === id);
          const isUpgraded = purchases.some(({ order }) => order.ends.some(({ term }) => term === id));
          const isWhole = stored?.until === order.until;
          expect(isWhole || isUpgraded || stored?.refundedOn !== null).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('an order adds every day of its term and removes no past day', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { order, id, day, before, after } of purchasesOf(history)) {
          const running = (terms: readonly PaidTerm[], on: Day) => runningTerm(terms, on)?.id ?? null;
          for (const on of everyDay(order.from, addDays(order.until, -1))) {
            expect(running(after.memberships, on)).toBe(id);
          }
          for (const on of everyDay(FIRST_GENERATED_DAY, addDays(day, -1))) {
            const inGrace = order.from <= on ? id : null;
            expect(running(after.memberships, on)).toBe(running(before.memberships, on) ?? inGrace);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('a refund removes the days of its term from the day of the refund on, and no day of another term', () => {
    fc.assert(
      fc.property(histories, ({ moments }) => {
        for (const moment of moments) {
          if (moment.did !== 'refund' || !moment.isDone) continue;
          const { term, day, before, after } = moment;
          for (const on of everyDay(term.from, term.until)) {
            const was = runningTerm(before.memberships, on)?.id ?? null;
            const isTaken = was === term.id && on >= day;
            expect(runningTerm(after.memberships, on)?.id ?? null).toBe(isTaken ? null : was);
          }
          expect(after.memberships.filter(({ id }) => id !== term.id)).toEqual(
            before.memberships.filter(({ id }) => id !== term.id),
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it('a refund is permitted if and only if the term is recent, not ended, not renewed and unused', () => {
    fc.assert(
      fc.property(histories, ({ versions, moments }) => {
        const used = new Set<string>();
        for (const moment of moments) {
          if (moment.did === 'redeem') used.add(moment.of.membership);
          if (moment.did !== 'refund') continue;
          const { term, day, checks, isDone } = moment;
          const until = addDays(term.purchasedOn, versionOn(versions, day).policy.refundDays);
          const isUsed = used.has(term.id);
          const isLeft = term.until > day && term.until > term.from;
          const isRenewed = moment.before.memberships.some(
            ({ from, until }) => from === term.until && until > from,
          );
          const isAllowed = term.refundedOn === null && day < until && isLeft && !isRenewed && !isUsed;
          expect({ checks, isDone }).toEqual({ checks, isDone: isAllowed });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('the profile after an order equals an exhaustive evaluation of the facts after the order', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { versions } = history;
        for (const { order, day, before, after } of purchasesOf(history)) {
          const profile = profileAfter(versions, before, order, day);
          const first = order.from > day ? order.from : day;
          const compared = order.from > day ? addDays(first, -1) : first;
          const displayedBefore = bruteForceStatus(versions, before, compared).displayed;
          const displayedAfter = bruteForceStatus(versions, after, first).displayed;
          const changes = [...new Set([...Object.keys(displayedBefore), ...Object.keys(displayedAfter)])]
            .sort()
            .map((competency) => ({
              competency,
              before: displayedBefore[competency] ?? null,
              after: displayedAfter[competency] ?? null,
            }))
            .filter((change) => change.before !== change.after);
          expect(profile).toEqual({ day: first, changes });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('quotes and refund checks are repeatable and do not depend on the order of the facts', () => {
    const mixed = histories.chain((history) =>
      fc.tuple(fc.constant(history), shuffled(history.facts), level, fc.nat({ max: 60 })),
    );
    fc.assert(
      fc.property(mixed, ([{ versions, facts, moments, redemptions }, mixed, level, later]) => {
        const day = addDays(moments.at(-1)?.day ?? FIRST_GENERATED_DAY, later);
        const offer = offerOf(versions, level, day);
        for (const kind of [null, ...ORDER_KINDS]) {
          const expected = quote(versions, facts, offer, kind, day);
          expect(quote(versions, facts, offer, kind, day)).toEqual(expected);
          expect(quote(versions.toReversed(), mixed, offer, kind, day)).toEqual(expected);
          if (expected.order !== null && expected.checks.every(({ passed }) => passed)) {
            expect(profileAfter(versions, mixed, expected.order, day)).toEqual(
              profileAfter(versions, facts, expected.order, day),
            );
          }
        }
        for (const term of facts.memberships) {
          expect(refundChecks(versions, mixed.memberships, redemptions.toReversed(), term, day)).toEqual(
            refundChecks(versions, facts.memberships, redemptions, term, day),
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});
