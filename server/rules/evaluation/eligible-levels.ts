import { attainedLevelsStepwise, type Levels } from './attained-levels';
import type { Catalogue } from '../vocabulary/catalogue';
import type { Day } from '../vocabulary/day';
import type { Facts } from '../vocabulary/facts';
import { higherOf, levelsUpTo, type Level } from '../vocabulary/level';
import { runSync, type Work } from '../vocabulary/work';

/** The levels that may be bought: all levels up to the highest level attained in any competency. */
export const eligibleLevels = runSync(eligibleLevelsStepwise);
export function* eligibleLevelsStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
): Work<readonly Level[]> {
  return eligibleLevelsFor(yield* attainedLevelsStepwise(versions, facts, day));
}

export function eligibleLevelsFor(attained: Levels): readonly Level[] {
  const highest = highestLevel(attained.values());
  return highest === null ? [] : levelsUpTo(highest);
}

export function highestLevel(levels: Iterable<Level | null>): Level | null {
  let highest: Level | null = null;
  for (const level of levels)
    if (level !== null) highest = highest === null ? level : higherOf(level, highest);
  return highest;
}
