import type { Catalogue } from '../vocabulary/catalogue';
import { FIRST_DAY, type Day } from '../vocabulary/day';
import { effectsBetween, type Effect } from './effects';
import type { Facts } from '../vocabulary/facts';
import { statusTracks } from './status-timelines';
import { atOnce, type Work } from '../vocabulary/work';

/**
 * What other facts change for an organization on a day or later (null: on any day), in the order of days. Facts may
 * change the past as well: a correction rewrites every day.
 */
export const effectOfFacts = atOnce(effectOfFactsStepwise);
export function* effectOfFactsStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  others: Facts,
  from: Day | null,
): Work<readonly Effect[]> {
  const first = from ?? FIRST_DAY;
  return effectsBetween(
    yield* statusTracks(versions, facts, first, null),
    yield* statusTracks(versions, others, first, null),
    first,
  );
}
