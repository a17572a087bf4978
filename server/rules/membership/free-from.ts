import type { Catalogue } from '../vocabulary/catalogue';
import type { Day } from '../vocabulary/day';
import type { Membership } from '../vocabulary/facts';
import { renewalWindow } from './renewal-window';
import { lastTermOfChain, runningTerm } from '../vocabulary/terms';

/** The first day, from `day` on, without a running term or a renewal in grace, if nothing is bought until then. */
export function freeFrom(versions: readonly Catalogue[], terms: readonly Membership[], day: Day): Day {
  const running = runningTerm(terms, day);
  // The grace period follows the last term, and another term may run when it ends.
  if (running !== null) return freeFrom(versions, terms, lastTermOfChain(terms, running).endsOn);
  const window = renewalWindow(versions, terms, day);
  return window?.state === 'in-grace' ? freeFrom(versions, terms, window.until) : day;
}
