import type { Catalogue } from '../vocabulary/catalogue';
import type { Day } from '../vocabulary/day';
import type { Membership } from '../vocabulary/facts';
import { renewalWindow } from './renewal-window';
import { lastTermOfChain, runningTerm } from '../vocabulary/terms';

/** The first day, on or after `day`, on which no term runs or is in grace, if nothing is bought in the meantime. */
export function firstFreeDay(versions: readonly Catalogue[], terms: readonly Membership[], day: Day): Day {
  const running = runningTerm(terms, day);
  // The grace period follows the last term of the chain. When that period ends, another term may be running.
  if (running !== null) return firstFreeDay(versions, terms, lastTermOfChain(terms, running).until);
  const window = renewalWindow(versions, terms, day);
  return window?.state === 'in-grace' ? firstFreeDay(versions, terms, window.until) : day;
}
