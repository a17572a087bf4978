import type { Catalogue } from '../vocabulary/catalogue';
import type { Day } from '../vocabulary/day';
import type { Membership } from '../vocabulary/facts';
import { renewalWindow } from './renewal-window';
import { lastTermOfChain, runningTerm } from '../vocabulary/terms';

/** A day from this one on, on which no term runs and no renewal is in grace, if nobody does anything until then. */
export function freeFrom(versions: readonly Catalogue[], terms: readonly Membership[], day: Day): Day {
  const running = runningTerm(terms, day);
  // On the day on which the last term ends its days of grace begin; on their end, another term may run.
  if (running !== null) return freeFrom(versions, terms, lastTermOfChain(terms, running).endsOn);
  const window = renewalWindow(versions, terms, day);
  return window?.state === 'in-grace' ? freeFrom(versions, terms, window.until) : day;
}
