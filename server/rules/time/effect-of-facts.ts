import type { Catalogue } from '../vocabulary/catalogue';
import { FIRST_DAY, type Day } from '../vocabulary/day';
import { effectsBetween, type Effect } from './effects';
import type { Facts } from '../vocabulary/facts';
import { statusTimelines } from './status-timelines';
import { runSync, type Work } from '../vocabulary/work';

/**
 * The effects of changed facts on an organization, sorted by day. `from` is the first day to compare. Null: all days,
 * because a correction can affect the past.
 */
export const effectOfFacts = runSync(effectOfFactsStepwise);
export function* effectOfFactsStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  changedFacts: Facts,
  from: Day | null,
): Work<readonly Effect[]> {
  const first = from ?? FIRST_DAY;
  return effectsBetween(
    yield* statusTimelines(versions, facts, first, null),
    yield* statusTimelines(versions, changedFacts, first, null),
    first,
  );
}
