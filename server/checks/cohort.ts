import { say } from '../messages';
import type { Day } from '../rules';
import { invalidRefusal } from './text';
import type { Refusal } from './refusal';

export interface MembershipEnds {
  readonly from: Day;
  readonly until: Day;
}

export function checkMembershipEnds(
  { from, until }: MembershipEnds,
  path: readonly string[],
): Refusal | null {
  return until > from ? null : invalidRefusal([...path, 'until'], say('cohort.span', { from, until }));
}
