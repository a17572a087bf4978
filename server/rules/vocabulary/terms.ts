import type { Day } from './day';
import type { Membership } from './facts';
import { countsOn, isEmpty } from './span';

/** Terms of one organization never overlap, so at most one term runs on a day. */
export function runningTerm<Term extends Membership>(memberships: readonly Term[], day: Day): Term | null {
  return memberships.find((term) => countsOn(term, day)) ?? null;
}

/**
 * The term whose end is the renewal day: the running term or, if terms follow it without a gap, the last of them.
 * Chains skip empty terms.
 */
export function lastTermOfChain<Term extends Membership>(memberships: readonly Term[], running: Term): Term {
  return termsAfter(memberships, running).at(-1) ?? running;
}

export function termsAfter<Term extends Membership>(
  memberships: readonly Term[],
  { until }: Membership,
): readonly Term[] {
  const next = memberships.find((term) => term.from === until && !isEmpty(term));
  return next === undefined ? [] : [next, ...termsAfter(memberships, next)];
}

export function firstTermOfChain<Term extends Membership>(memberships: readonly Term[], term: Term): Term {
  const previous = memberships.find((one) => one.until === term.from && !isEmpty(one));
  return previous === undefined ? term : firstTermOfChain(memberships, previous);
}
