import type { Day } from '../rules';
import type { Parameter } from './database';

export interface MembershipEnds {
  readonly from: Day;
  readonly until: Day;
}

/**
 * Selects the organizations whose last term ends in the span. Empty terms are ignored. Other terms never overlap, so
 * the last term is the one with the latest end.
 */
export function selectCohort({ from, until }: MembershipEnds): {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
} {
  return {
    sql:
      'SELECT DISTINCT ending.organizationId FROM membership AS ending' +
      ' WHERE ending.untilDay >= ? AND ending.untilDay < ? AND ending.fromDay < ending.untilDay' +
      ' AND NOT EXISTS (SELECT 1 FROM membership AS later WHERE later.organizationId = ending.organizationId' +
      ' AND later.untilDay >= ? AND later.fromDay < later.untilDay)',
    parameters: [from, until, until],
  };
}
