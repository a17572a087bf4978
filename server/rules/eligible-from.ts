import type { Catalogue } from './catalogue';
import type { Day } from './day';
import type { Facts } from './facts';
import { isAtLeast, type Level } from './level';
import { statusTracks } from './status-tracks';
import type { Work } from './work';

/** The first day from this one on, on which a level may be bought, by what is known; null: no such day is known. */
export function* eligibleFrom(
  versions: readonly Catalogue[],
  facts: Facts,
  level: Level,
  day: Day,
): Work<Day | null> {
  const { eligible } = yield* statusTracks(versions, facts, day, null);
  return eligible.find(({ value }) => value !== null && isAtLeast(value, level))?.from ?? null;
}
