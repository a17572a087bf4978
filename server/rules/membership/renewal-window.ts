import type { Catalogue } from '../vocabulary/catalogue';
import { addDaysClamped, type Day } from '../vocabulary/day';
import type { Membership } from '../vocabulary/facts';
import { isEmpty } from '../vocabulary/span';
import { lastTermOfChain, runningTerm } from '../vocabulary/terms';
import { versionOn } from '../evaluation/versions';

/** The days `[from, until)` on which the renewal of a term can be bought. */
export interface RenewalWindow<Term extends Membership = Membership> {
  readonly term: Term;
  readonly from: Day;
  readonly until: Day;
  /** `in-grace`: the term has ended, but its renewal can still be bought. */
  readonly state: 'not-yet' | 'open' | 'in-grace' | 'missed';
}

/**
 * The renewal window of the last term in the chain or, if no term runs, of the term that ended last. The policy in
 * force on the day applies. Null: there is no such term, or that term was refunded.
 */
export function renewalWindow<Term extends Membership>(
  versions: readonly Catalogue[],
  memberships: readonly Term[],
  day: Day,
): RenewalWindow<Term> | null {
  const running = runningTerm(memberships, day);
  const term = running === null ? latestEnded(memberships, day) : lastTermOfChain(memberships, running);
  if (term === null || term.refundedOn !== null) return null;
  const { renewalOpensDaysBefore, renewalClosesDaysAfter } = versionOn(versions, day).policy;
  const from = addDaysClamped(term.until, -renewalOpensDaysBefore);
  const until = addDaysClamped(term.until, renewalClosesDaysAfter);
  return { term, from, until, state: stateOn(day, from, term.until, until) };
}

function stateOn(day: Day, from: Day, end: Day, until: Day): RenewalWindow['state'] {
  if (day < from) return 'not-yet';
  if (day < end) return 'open';
  return day < until ? 'in-grace' : 'missed';
}

/**
 * The term that ended last. A term refunded on its first day is empty but counts, since it replaced the term before it.
 * A term refunded before its first day does not count.
 */
function latestEnded<Term extends Membership>(memberships: readonly Term[], day: Day): Term | null {
  const ended = memberships.filter(
    (term) =>
      term.until <= day && (!isEmpty(term) || (term.refundedOn !== null && term.refundedOn >= term.from)),
  );
  return ended.reduce<Term | null>((last, term) => (isLater(term, last) ? term : last), null);
}

function isLater(term: Membership, other: Membership | null): boolean {
  if (other === null || term.until !== other.until) return other === null || term.until > other.until;
  return term.from > other.from;
}
