import { attainedLevelsStepwise, type Levels } from '../evaluation/attained-levels';
import type { Catalogue } from '../vocabulary/catalogue';
import type { Day } from '../vocabulary/day';
import { displayedCompetenciesStepwise } from './displayed-competencies';
import { eligibleLevelsFor } from '../evaluation/eligible-levels';
import type { Facts, Membership } from '../vocabulary/facts';
import type { Level } from '../vocabulary/level';
import { renewalFlagsForStepwise, type RenewalFlags } from './renewal-flags';
import { runningTerm } from '../vocabulary/terms';
import { runSync, type Work } from '../vocabulary/work';

export interface Status extends RenewalFlags {
  readonly attained: Levels;
  readonly eligibleLevels: readonly Level[];
  readonly displayed: Levels;
  readonly membership: Membership | null;
}

export const statusOn = runSync(statusOnStepwise);
export function* statusOnStepwise(versions: readonly Catalogue[], facts: Facts, day: Day): Work<Status> {
  const attained = yield* attainedLevelsStepwise(versions, facts, day);
  const displayed = yield* displayedCompetenciesStepwise(versions, facts, day);
  return {
    attained,
    eligibleLevels: eligibleLevelsFor(attained),
    displayed,
    membership: runningTerm(facts.memberships, day),
    ...(yield* renewalFlagsForStepwise(displayed, versions, facts, day)),
  };
}
