import type { Catalogue } from '../vocabulary/catalogue';
import { addDaysInCalendar, type Day } from '../vocabulary/day';
import type { Membership, PaidTerm, Redemption } from '../vocabulary/facts';
import { countsOn, isEmpty } from '../vocabulary/span';
import { daysOf, termsAfter } from '../vocabulary/terms';
import { versionOn } from '../evaluation/versions';

/** One condition of a refund, whether it holds, and what its sentence speaks of. */
export type RefundCheck = { readonly passed: boolean } & (
  | { readonly key: 'not-refunded'; readonly refundedOn: Day | null }
  | { readonly key: 'not-ended'; readonly endsOn: Day }
  | { readonly key: 'refund-days'; readonly purchasedOn: Day; readonly until: Day }
  | { readonly key: 'unused'; readonly benefits: readonly string[] }
  | { readonly key: 'last-of-chain'; readonly next: Membership | null }
);

/**
 * Whether a term may be given back on a day: within the policy's days from its purchase on, while it has not ended,
 * nothing of it was used, and no later term begins at its end. What an upgrade ended or made empty has ended. Where a
 * check has failed that nobody can make pass, no later one is told: it would send to do something in vain.
 */
export function refundChecks(
  versions: readonly Catalogue[],
  terms: readonly Membership[],
  redemptions: readonly Redemption[],
  term: PaidTerm,
  day: Day,
): readonly RefundCheck[] {
  const { refundedOn, endsOn, purchasedOn } = term;
  if (refundedOn !== null) return [{ key: 'not-refunded', passed: false, refundedOn }];
  const known: readonly RefundCheck[] = [
    { key: 'not-refunded', passed: true, refundedOn },
    { key: 'not-ended', passed: day < endsOn && !isEmpty(daysOf(term)), endsOn },
  ];
  if (!passes(known)) return known;
  const until = addDaysInCalendar(purchasedOn, versionOn(versions, day).policy.refundDays);
  const used = redemptions.filter(({ membership }) => membership === term.id);
  const benefits = [...new Set(used.map(({ benefit }) => benefit))].sort();
  const ofTerm: readonly RefundCheck[] = [
    ...known,
    { key: 'refund-days', passed: countsOn({ from: purchasedOn, until }, day), purchasedOn, until },
    { key: 'unused', passed: used.length === 0, benefits },
  ];
  if (!passes(ofTerm)) return ofTerm;
  const [next = null] = termsAfter(terms, term);
  return [...ofTerm, { key: 'last-of-chain', passed: next === null, next }];
}

function passes(checks: readonly RefundCheck[]): boolean {
  return checks.every(({ passed }) => passed);
}

/** It ends on the day; one that had not begun becomes empty. */
export function refunded(term: Membership, day: Day): Pick<Membership, 'endsOn' | 'refundedOn'> {
  return { endsOn: term.startsOn > day ? term.startsOn : day, refundedOn: day };
}
