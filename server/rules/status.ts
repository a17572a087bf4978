import { attainedLevels, type Levels } from './attained-levels';
import type { Catalogue } from './catalogue';
import type { Day } from './day';
import { displayedCompetencies } from './displayed-competencies';
import { levelsOpenedBy } from './eligible-levels';
import type { Facts, Membership } from './facts';
import type { Level } from './level';
import { renewalFlags, type RenewalFlags } from './renewal-flags';
import { runningTerm } from './terms';

/** Everything that is derived for an organization on one day. */
export interface Status extends RenewalFlags {
  readonly attained: Levels;
  readonly eligibleLevels: readonly Level[];
  readonly displayed: Levels;
  readonly membership: Membership | null;
}

export function statusOn(versions: readonly Catalogue[], facts: Facts, day: Day): Status {
  const attained = attainedLevels(versions, facts, day);
  return {
    attained,
    eligibleLevels: levelsOpenedBy(attained),
    displayed: displayedCompetencies(versions, facts, day),
    membership: runningTerm(facts.memberships, day),
    ...renewalFlags(versions, facts, day),
  };
}
