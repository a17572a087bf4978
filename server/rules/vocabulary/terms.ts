import type { Day } from './day';
import type { Membership } from './facts';
import { countsOn, isEmpty, type Span } from './span';

/** The term that runs on a day. Terms of one organization never overlap, and an empty one never runs. */
export function runningTerm<Term extends Membership>(memberships: readonly Term[], day: Day): Term | null {
  return memberships.find((term) => countsOn(daysOf(term), day)) ?? null;
}

/**
 * The term at whose end the membership must be renewed: the running one or, where further terms follow without a
 * gap, the last of them. Empty terms are no part of the chain.
 */
export function lastTermOfChain<Term extends Membership>(memberships: readonly Term[], running: Term): Term {
  return termsAfter(memberships, running).at(-1) ?? running;
}

/** The terms that follow without a gap, in their order. */
export function termsAfter<Term extends Membership>(
  memberships: readonly Term[],
  { endsOn }: Membership,
): readonly Term[] {
  const next = memberships.find((term) => term.startsOn === endsOn && !isEmpty(daysOf(term)));
  return next === undefined ? [] : [next, ...termsAfter(memberships, next)];
}

/** The term with which a chain began: the terms from it on follow each other without a gap. */
export function firstTermOfChain<Term extends Membership>(memberships: readonly Term[], term: Term): Term {
  const before = memberships.find((one) => one.endsOn === term.startsOn && !isEmpty(daysOf(one)));
  return before === undefined ? term : firstTermOfChain(memberships, before);
}

export function daysOf(term: Membership): Span {
  return { from: term.startsOn, until: term.endsOn };
}
