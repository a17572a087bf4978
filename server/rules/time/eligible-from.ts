import type { Catalogue } from '../vocabulary/catalogue';
import type { Day } from '../vocabulary/day';
import type { Facts } from '../vocabulary/facts';
import { isAtLeast, type Level } from '../vocabulary/level';
import { statusTimelines } from './status-timelines';
import type { Work } from '../vocabulary/work';

/** The first known day, on or after `day`, on which a level may be bought. Null: no such day is known. */
export function* eligibleFrom(
  versions: readonly Catalogue[],
  facts: Facts,
  level: Level,
  day: Day,
): Work<Day | null> {
  const { eligible } = yield* statusTimelines(versions, facts, day, null);
  return eligible.find(({ value }) => value !== null && isAtLeast(value, level))?.from ?? null;
}
