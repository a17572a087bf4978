import type { Catalogue } from '../vocabulary/catalogue';
import type { Day } from '../vocabulary/day';
import { effectsBetween, type Effect } from './effects';
import type { Facts } from '../vocabulary/facts';
import { statusTimelines } from './status-timelines';
import { runSync, type Work } from '../vocabulary/work';

/**
 * What other versions of the catalogue change for an organization on a day or later, by what is known, in the order
 * of days. Levels differ from the first day that is judged otherwise; the flags of a renewal look ahead, and may
 * differ before it.
 */
export const effectOfVersions = runSync(effectOfVersionsStepwise);
export function* effectOfVersionsStepwise(
  versions: readonly Catalogue[],
  others: readonly Catalogue[],
  facts: Facts,
  from: Day,
): Work<readonly Effect[]> {
  return effectsBetween(
    yield* statusTimelines(versions, facts, from, null),
    yield* statusTimelines(others, facts, from, null),
    from,
  );
}
