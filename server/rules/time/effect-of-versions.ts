import type { Catalogue } from '../vocabulary/catalogue';
import type { Day } from '../vocabulary/day';
import { effectsBetween, type Effect } from './effects';
import type { Facts } from '../vocabulary/facts';
import { statusTimelines } from './status-timelines';
import { runSync, type Work } from '../vocabulary/work';

/**
 * The effects of changed catalogue versions on an organization from a day on, sorted by day. Levels differ only from
 * the first day on which another version is in force. Renewal flags look ahead, so they can differ earlier.
 */
export const effectOfVersions = runSync(effectOfVersionsStepwise);
export function* effectOfVersionsStepwise(
  versions: readonly Catalogue[],
  changedVersions: readonly Catalogue[],
  facts: Facts,
  from: Day,
): Work<readonly Effect[]> {
  return effectsBetween(
    yield* statusTimelines(versions, facts, from, null),
    yield* statusTimelines(changedVersions, facts, from, null),
    from,
  );
}
