import type { Catalogue } from '../vocabulary/catalogue';
import { compile } from '../evaluation/compile';
import type { Day } from '../vocabulary/day';
import type { Facts } from '../vocabulary/facts';
import { isEmpty } from '../vocabulary/span';
import { turningPointsAfter } from './turning-points';
import { versionPeriods } from '../evaluation/versions';

/** The known days after `from` and before `until` on which an answer can change. No answer changes on another day. */
export function turningDays(
  versions: readonly Catalogue[],
  facts: Facts,
  from: Day,
  until: Day | null,
): readonly Day[] {
  const days = new Set<Day>();
  for (const period of versionPeriods(versions, from, until)) {
    days.add(period.from);
    for (const { day } of turningPointsAfter(compile(period.catalogue), facts, period.from, period.last))
      days.add(day);
  }
  for (const span of [...facts.overrides, ...facts.memberships]) {
    if (isEmpty(span)) continue;
    if (span.from !== null) days.add(span.from);
    if (span.until !== null) days.add(span.until);
  }
  return [...days].filter((day) => day > from && (until === null || day < until)).sort();
}
