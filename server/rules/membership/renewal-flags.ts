import { attainedLevelsStepwise, type Levels } from '../evaluation/attained-levels';
import type { Catalogue } from '../vocabulary/catalogue';
import type { Day } from '../vocabulary/day';
import { displayedCompetenciesStepwise } from './displayed-competencies';
import { levelsOpenedBy } from '../evaluation/eligible-levels';
import type { Facts } from '../vocabulary/facts';
import { isAtLeast } from '../vocabulary/level';
import { lastTermOfChain, runningTerm } from '../vocabulary/terms';
import { runSync, type Work } from '../vocabulary/work';

export interface RenewalFlags {
  /** Some displayed competency would not be attained at its displayed level on the renewal day. */
  readonly renewalAtRisk: boolean;
  /** May the level of the last term be bought on the renewal day? Null without a running membership. */
  readonly willBeEligible: boolean | null;
}

/**
 * Whether the renewal is in danger, by what is known. The two flags are independent: the renewal can be safe
 * although a competency is at risk. Without a running membership they are false and null.
 */
export const renewalFlags = runSync(renewalFlagsStepwise);
export function* renewalFlagsStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
): Work<RenewalFlags> {
  const displayed = yield* displayedCompetenciesStepwise(versions, facts, day);
  return yield* flagsForStepwise(displayed, versions, facts, day);
}

/** The same where it is known what is displayed on the day. */
export function* flagsForStepwise(
  displayed: Levels,
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
): Work<RenewalFlags> {
  const running = runningTerm(facts.memberships, day);
  if (running === null) return { renewalAtRisk: false, willBeEligible: null };
  const last = lastTermOfChain(facts.memberships, running);
  const expected = yield* attainedLevelsStepwise(versions, facts, last.endsOn);
  return {
    renewalAtRisk: levelsAtRisk(displayed, expected).size > 0,
    willBeEligible: levelsOpenedBy(expected).includes(last.level),
  };
}

/** The displayed competencies that will be attained at less than their displayed level. */
export function levelsAtRisk(displayed: Levels, expected: Levels): Levels {
  return new Map(
    [...displayed].filter(([competency, level]) => {
      const reached = expected.get(competency);
      return reached === undefined || !isAtLeast(reached, level);
    }),
  );
}
