import type { Catalogue } from './catalogue';
import type { Day } from './day';
import { effectsBetween, type Effect } from './effects';
import type { Facts } from './facts';
import { statusTracks } from './status-tracks';

/**
 * What other versions of the catalogue change for an organization on a day or later, by what is known, in the order
 * of days. Levels differ from the first day that is judged otherwise; the flags of a renewal look ahead, and may
 * differ before it.
 */
export function effectOfVersions(
  versions: readonly Catalogue[],
  others: readonly Catalogue[],
  facts: Facts,
  from: Day,
): readonly Effect[] {
  return effectsBetween(
    statusTracks(versions, facts, from, null),
    statusTracks(others, facts, from, null),
    from,
  );
}
