import type { Levels } from '../evaluation/attained-levels';
import type { Catalogue } from '../vocabulary/catalogue';
import { levelTimelines, type LevelTimelines } from '../time/level-timeline';
import type { Day } from '../vocabulary/day';
import type { Facts, Membership } from '../vocabulary/facts';
import { isAtLeast, lowerOf, type Level } from '../vocabulary/level';
import { runningTerm } from '../vocabulary/terms';
import { runSync, type Work } from '../vocabulary/work';

/** What the profile shows of a competency. */
export interface Displayed {
  readonly level: Level;
  /** The first day of the term that shows it at this level; it has been shown at it ever since. */
  readonly since: Day;
}

/**
 * What customers see on a day: only with a running membership, every competency attained on any day of the
 * running term so far, at the lower of its best level in that time and the membership's. Losing the proof takes
 * nothing away before the term ends.
 */
export const displayedCompetencies = runSync(displayedCompetenciesStepwise);
export function* displayedCompetenciesStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
): Work<Levels> {
  return levelsOf(yield* displayedSinceStepwise(versions, facts, day));
}

/** The same with the day since which each is shown so: with a new term it begins anew. */
export const displayedSince = runSync(displayedSinceStepwise);
export function* displayedSinceStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
): Work<ReadonlyMap<string, Displayed>> {
  const term = runningTerm(facts.memberships, day);
  if (term === null) return new Map();
  return displayedInTerm(yield* levelTimelines(versions, facts, term.startsOn, day), term, day);
}

/** The same from a course that begins with the term. */
export function displayedInTerm(
  course: LevelTimelines,
  term: Membership,
  day: Day,
): ReadonlyMap<string, Displayed> {
  const displayed = new Map<string, Displayed>();
  for (const [competency, steps] of course.steps) {
    let best: Displayed | null = null;
    for (const { from, attained } of steps) {
      if (from > day) break;
      if (attained === null) continue;
      const level = lowerOf(attained, term.level);
      if (best === null || !isAtLeast(best.level, level)) best = { level, since: from };
    }
    if (best !== null) displayed.set(competency, best);
  }
  return displayed;
}

export function levelsOf(displayed: ReadonlyMap<string, Displayed>): Levels {
  return new Map([...displayed].map(([competency, { level }]) => [competency, level]));
}
