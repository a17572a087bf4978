import type { Catalogue } from '../vocabulary/catalogue';
import { addDays, type Day } from '../vocabulary/day';

/**
 * The version in force on a day: the highest version that applies from that day or an earlier day. The lowest version
 * applies from the beginning of time.
 */
export function versionOn(versions: readonly Catalogue[], day: Day): Catalogue {
  let highest: Catalogue | null = null;
  let lowest: Catalogue | null = null;
  for (const version of versions) {
    if (lowest === null || version.version < lowest.version) lowest = version;
    const applies = version.appliesFrom === null || version.appliesFrom <= day;
    if (applies && (highest === null || version.version > highest.version)) highest = version;
  }
  const inForce = highest ?? lowest;
  if (inForce === null) throw new RangeError('There is no catalogue version.');
  return inForce;
}

/** Consecutive days with one version in force. `last` is included; null is the end of time. */
export interface VersionPeriod {
  readonly catalogue: Catalogue;
  readonly from: Day;
  readonly last: Day | null;
}

export function versionPeriods(
  versions: readonly Catalogue[],
  from: Day,
  last: Day | null,
): readonly VersionPeriod[] {
  const starts = versions
    .flatMap(({ appliesFrom }) => (appliesFrom === null ? [] : [appliesFrom]))
    .filter((start) => start > from && (last === null || start <= last))
    .sort();
  const periods: { catalogue: Catalogue; from: Day }[] = [];
  for (const start of [from, ...starts]) {
    const catalogue = versionOn(versions, start);
    if (periods.at(-1)?.catalogue !== catalogue) periods.push({ catalogue, from: start });
  }
  return periods.map((period, i) => {
    const next = periods[i + 1];
    return { ...period, last: next === undefined ? last : addDays(next.from, -1) };
  });
}
