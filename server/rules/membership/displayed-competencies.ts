import type { Levels } from '../evaluation/attained-levels';
import type { Catalogue } from '../vocabulary/catalogue';
import { levelTimelines, type LevelTimelines } from '../time/level-timelines';
import type { Day } from '../vocabulary/day';
import type { Facts, Membership } from '../vocabulary/facts';
import { isAtLeast, lowerOf, type Level } from '../vocabulary/level';
import { runningTerm } from '../vocabulary/terms';
import { runSync, type Work } from '../vocabulary/work';

export interface DisplayedLevel {
  readonly level: Level;
  /** The first day of the term on which the competency was displayed at this level. */
  readonly from: Day;
  /** The end of the term. Only competencies attained in the next term are displayed in it. */
  readonly until: Day;
}

/**
 * The competencies that customers see on a day. While a term runs, each competency attained on any day of the term so
 * far is displayed at its best level, up to the membership's level. A level that is lost stays displayed until the term
 * ends.
 */
export const displayedCompetencies = runSync(displayedCompetenciesStepwise);
export function* displayedCompetenciesStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
): Work<Levels> {
  return displayedLevels(yield* displayedSinceStepwise(versions, facts, day));
}

export const displayedSince = runSync(displayedSinceStepwise);
export function* displayedSinceStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
): Work<ReadonlyMap<string, DisplayedLevel>> {
  const term = runningTerm(facts.memberships, day);
  if (term === null) return new Map();
  return displayedInTerm(yield* levelTimelines(versions, facts, term.from, day), term, day);
}

/** `timelines` must begin on the first day of the term. */
export function displayedInTerm(
  timelines: LevelTimelines,
  term: Membership,
  day: Day,
): ReadonlyMap<string, DisplayedLevel> {
  const displayed = new Map<string, DisplayedLevel>();
  for (const [competency, steps] of timelines.steps) {
    let best: DisplayedLevel | null = null;
    for (const { from, attained } of steps) {
      if (from > day) break;
      if (attained === null) continue;
      const level = lowerOf(attained, term.level);
      if (best === null || !isAtLeast(best.level, level)) best = { level, from, until: term.until };
    }
    if (best !== null) displayed.set(competency, best);
  }
  return displayed;
}

export function displayedLevels(displayed: ReadonlyMap<string, DisplayedLevel>): Levels {
  return new Map([...displayed].map(([competency, { level }]) => [competency, level]));
}
