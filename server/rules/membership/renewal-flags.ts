import { attainedLevelsStepwise, type Levels } from '../evaluation/attained-levels';
import type { Catalogue } from '../vocabulary/catalogue';
import type { Day } from '../vocabulary/day';
import { displayedCompetenciesStepwise } from './displayed-competencies';
import { eligibleLevelsFor } from '../evaluation/eligible-levels';
import type { Facts } from '../vocabulary/facts';
import { isAtLeast } from '../vocabulary/level';
import { lastTermOfChain, runningTerm } from '../vocabulary/terms';
import { runSync, type Work } from '../vocabulary/work';

export interface RenewalFlags {
  /** True if a displayed competency will be below its displayed level on the renewal day. */
  readonly renewalAtRisk: boolean;
  /** True if the level of the last term may be bought on the renewal day. Null without a running membership. */
  readonly willBeEligible: boolean | null;
}

/**
 * The two flags are independent: the level can stay eligible although a competency is at risk. Without a running
 * membership, the flags are false and null.
 */
export const renewalFlags = runSync(renewalFlagsStepwise);
export function* renewalFlagsStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
): Work<RenewalFlags> {
  const displayed = yield* displayedCompetenciesStepwise(versions, facts, day);
  return yield* renewalFlagsForStepwise(displayed, versions, facts, day);
}

export function* renewalFlagsForStepwise(
  displayed: Levels,
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
): Work<RenewalFlags> {
  const running = runningTerm(facts.memberships, day);
  if (running === null) return { renewalAtRisk: false, willBeEligible: null };
  const last = lastTermOfChain(facts.memberships, running);
  const expected = yield* attainedLevelsStepwise(versions, facts, last.until);
  return {
    renewalAtRisk: levelsAtRisk(displayed, expected).size > 0,
    willBeEligible: eligibleLevelsFor(expected).includes(last.level),
  };
}

export function levelsAtRisk(displayed: Levels, expected: Levels): Levels {
  return new Map(
    [...displayed].filter(([competency, level]) => {
      const expectedLevel = expected.get(competency);
      return expectedLevel === undefined || !isAtLeast(expectedLevel, level);
    }),
  );
}
