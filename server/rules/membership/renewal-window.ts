import type { Catalogue } from '../vocabulary/catalogue';
import { addDaysInCalendar, type Day } from '../vocabulary/day';
import type { Membership } from '../vocabulary/facts';
import { isEmpty } from '../vocabulary/span';
import { daysOf, lastTermOfChain, runningTerm } from '../vocabulary/terms';
import { versionOn } from '../evaluation/versions';

/** The days `[from, until)` on which the renewal of a term can be bought. */
export interface RenewalWindow<Term extends Membership = Membership> {
  /** The term to renew: its renewal begins on the day on which it ends. */
  readonly term: Term;
  readonly from: Day;
  readonly until: Day;
  /** Of the day asked. In grace: the term has ended, and its renewal can still be bought. */
  readonly state: 'not-yet' | 'open' | 'in-grace' | 'missed';
}

/**
 * The renewal window of the last term: the running one or the last that follows it without a gap or, where none runs,
 * the one that ended last. By the policy in force on the day asked. Null: there is no term to renew, or it was refunded.
 */
export function renewalWindow<Term extends Membership>(
  versions: readonly Catalogue[],
  memberships: readonly Term[],
  day: Day,
): RenewalWindow<Term> | null {
  const running = runningTerm(memberships, day);
  const term = running === null ? latestStarted(memberships, day) : lastTermOfChain(memberships, running);
  if (term === null || term.refundedOn !== null) return null;
  const { renewalOpensDaysBefore, renewalClosesDaysAfter } = versionOn(versions, day).policy;
  const from = addDaysInCalendar(term.endsOn, -renewalOpensDaysBefore);
  const until = addDaysInCalendar(term.endsOn, renewalClosesDaysAfter);
  return { term, from, until, state: stateOn(day, from, term.endsOn, until) };
}

function stateOn(day: Day, from: Day, end: Day, until: Day): RenewalWindow['state'] {
  if (day < from) return 'not-yet';
  if (day < end) return 'open';
  return day < until ? 'in-grace' : 'missed';
}

/**
 * Of the terms that have ended the last one. One that was refunded on the day on which it began has taken the place of
 * the one before it, although it is empty; one that was refunded earlier has left no trace.
 */
function latestStarted<Term extends Membership>(memberships: readonly Term[], day: Day): Term | null {
  const begun = memberships.filter(
    (term) =>
      term.endsOn <= day &&
      (!isEmpty(daysOf(term)) || (term.refundedOn !== null && term.refundedOn >= term.startsOn)),
  );
  return begun.reduce<Term | null>((last, term) => (isLater(term, last) ? term : last), null);
}

function isLater(term: Membership, other: Membership | null): boolean {
  if (other === null || term.endsOn !== other.endsOn) return other === null || term.endsOn > other.endsOn;
  return term.startsOn > other.startsOn;
}
