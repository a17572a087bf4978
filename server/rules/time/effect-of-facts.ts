import type { Catalogue } from '../vocabulary/catalogue';
import { FIRST_DAY, type Day } from '../vocabulary/day';
import { effectsBetween, type Effect } from './effects';
import type { Facts } from '../vocabulary/facts';
import { statusTimelines } from './status-timelines';
import { runSync, type Work } from '../vocabulary/work';

/**
 * What other facts change for an organization on a day or later (null: on any day), in the order of days. Facts may
 * change the past as well: a correction rewrites every day.
 */
export const effectOfFacts = runSync(effectOfFactsStepwise);
export function* effectOfFactsStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  others: Facts,
  from: Day | null,
): Work<readonly Effect[]> {
  const first = from ?? FIRST_DAY;
  return effectsBetween(
    yield* statusTimelines(versions, facts, first, null),
    yield* statusTimelines(versions, others, first, null),
    first,
  );
}
