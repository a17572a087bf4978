import type { RenewalWindow } from '../../../schema/memberships/renewal-window';
import { lastDayOf, type RenewalWindow as Window } from '../../rules';

const STATES = {
  'not-yet': 'NOT_YET',
  open: 'OPEN',
  'in-grace': 'IN_GRACE',
  missed: 'MISSED',
} as const;

export function presentRenewalWindow<Term>(
  { from, until, state }: Window,
  membership: Term,
): Omit<RenewalWindow, 'membership'> & { readonly membership: Term } {
  return { from, until, lastDay: lastDayOf({ from, until }), state: STATES[state], membership };
}
