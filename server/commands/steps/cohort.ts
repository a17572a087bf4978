import type { Parameter } from '../../db/database';
import { say } from '../../messages';
import type { Day } from '../../rules';
import { invalid } from '../../checks/text';
import type { Refusal } from '../../checks/refusal';

/** The days `[from, until)` in which memberships end. */
export interface MembershipEnds {
  readonly from: Day;
  readonly until: Day;
}

export function checkMembershipEnds(
  { from, until }: MembershipEnds,
  path: readonly string[],
): Refusal | null {
  return until > from ? null : invalid([...path, 'until'], say('cohort.span', { from, until }));
}

/**
 * Selects the organizations whose last term ends in the span. Empty terms are no part of it; of the others none
 * overlap, so the last one is the one that ends last.
 */
export function cohortOf({ from, until }: MembershipEnds): {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
} {
  return {
    sql:
      'SELECT DISTINCT ending.organizationId FROM membership AS ending' +
      ' WHERE ending.endsOn >= ? AND ending.endsOn < ? AND ending.startsOn < ending.endsOn' +
      ' AND NOT EXISTS (SELECT 1 FROM membership AS later WHERE later.organizationId = ending.organizationId' +
      ' AND later.endsOn >= ? AND later.startsOn < later.endsOn)',
    parameters: [from, until, until],
  };
}
