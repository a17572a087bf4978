import type { Catalogue } from '../vocabulary/catalogue';
import { compile } from '../evaluation/compile';
import type { Day } from '../vocabulary/day';
import type { Facts } from '../vocabulary/facts';
import { isEmpty } from '../vocabulary/span';
import { daysOf } from '../vocabulary/terms';
import { turningPointsAfter } from './turning-points';
import { versionPeriods } from '../evaluation/versions';

/** The known days after `from` and before `until` on which some answer can change; on no other day one does. */
export function turningDays(
  versions: readonly Catalogue[],
  facts: Facts,
  from: Day,
  until: Day | null,
): readonly Day[] {
  const days = new Set<Day>();
  for (const reign of versionPeriods(versions, from, until)) {
    days.add(reign.from);
    for (const { day } of turningPointsAfter(compile(reign.catalogue), facts, reign.from, reign.last))
      days.add(day);
  }
  for (const span of [...facts.overrides, ...facts.memberships.map(daysOf)]) {
    if (isEmpty(span)) continue;
    if (span.from !== null) days.add(span.from);
    if (span.until !== null) days.add(span.until);
  }
  return [...days].filter((day) => day > from && (until === null || day < until)).sort();
}
