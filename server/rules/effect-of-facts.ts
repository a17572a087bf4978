import type { Catalogue } from './catalogue';
import { FIRST_DAY, type Day } from './day';
import { effectsBetween, type Effect } from './effects';
import type { Facts } from './facts';
import { statusTracks } from './status-tracks';
import { atOnce, type Work } from './work';

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
