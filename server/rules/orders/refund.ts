import type { Catalogue, Price } from '../vocabulary/catalogue';
import { addDaysClamped, type Day } from '../vocabulary/day';
import type { Membership, PaidTerm, Redemption } from '../vocabulary/facts';
import { countsOn, isEmpty } from '../vocabulary/span';
import { termsAfter } from '../vocabulary/terms';
import { versionOn } from '../evaluation/versions';

export type RefundCheck = { readonly passed: boolean } & (
  | { readonly key: 'not-refunded'; readonly refundedOn: Day | null }
  | { readonly key: 'not-ended'; readonly until: Day }
  | { readonly key: 'refund-days'; readonly purchasedOn: Day; readonly until: Day }
  | { readonly key: 'unused'; readonly benefits: readonly string[] }
  | { readonly key: 'last-of-chain'; readonly next: Membership | null }
);

/**
 * Checks whether a term may be refunded on a day: within the policy's refund days after the purchase, before the term
 * ends, if the term is unused and no other term begins at its end. A term that an upgrade ended or made empty counts as
 * ended. After a failure that no action can fix, later checks are left out, because they would suggest useless actions.
 */
export function refundChecks(
  versions: readonly Catalogue[],
  terms: readonly Membership[],
  redemptions: readonly Redemption[],
  term: PaidTerm,
  day: Day,
): readonly RefundCheck[] {
  const { refundedOn, until, purchasedOn } = term;
  if (refundedOn !== null) return [{ key: 'not-refunded', passed: false, refundedOn }];
  const stateChecks: readonly RefundCheck[] = [
    { key: 'not-refunded', passed: true, refundedOn },
    { key: 'not-ended', passed: day < until && !isEmpty(term), until },
  ];
  if (!allPass(stateChecks)) return stateChecks;
  const refundableUntil = addDaysClamped(purchasedOn, versionOn(versions, day).policy.refundDays);
  const used = redemptions.filter(({ membership }) => membership === term.id);
  const benefits = [...new Set(used.map(({ benefit }) => benefit))].sort();
  const termChecks: readonly RefundCheck[] = [
    ...stateChecks,
    {
      key: 'refund-days',
      passed: countsOn({ from: purchasedOn, until: refundableUntil }, day),
      purchasedOn,
      until: refundableUntil,
    },
    { key: 'unused', passed: used.length === 0, benefits },
  ];
  if (!allPass(termChecks)) return termChecks;
  const [next = null] = termsAfter(terms, term);
  return [...termChecks, { key: 'last-of-chain', passed: next === null, next }];
}

function allPass(checks: readonly RefundCheck[]): boolean {
  return checks.every(({ passed }) => passed);
}

/**
 * The price paid for a term plus the credits for the terms that it replaced, since the customer also paid for those. The
 * sum is never negative. A purchase refuses credits in another currency, so all amounts are in one currency.
 */
export function amountToPayBack({ minorUnits, currency }: Price, credits: readonly Price[]): Price {
  return { minorUnits: credits.reduce((sum, credit) => sum + credit.minorUnits, minorUnits), currency };
}

/** A refunded term ends on the day of the refund. A term that has not begun becomes empty. */
export function termAfterRefund(term: Membership, day: Day): Pick<Membership, 'until' | 'refundedOn'> {
  return { until: term.from > day ? term.from : day, refundedOn: day };
}
