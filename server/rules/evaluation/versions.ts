import type { Catalogue } from '../vocabulary/catalogue';
import { addDays, type Day } from '../vocabulary/day';

/**
 * A day is judged by the highest version that applies from that day or an earlier one. The lowest version
 * applies from the beginning of time.
 */
export function versionOn(versions: readonly Catalogue[], day: Day): Catalogue {
  let found: Catalogue | null = null;
  let lowest: Catalogue | null = null;
  for (const version of versions) {
    if (lowest === null || version.version < lowest.version) lowest = version;
    const applies = version.appliesFrom === null || version.appliesFrom <= day;
    if (applies && (found === null || version.version > found.version)) found = version;
  }
  const inForce = found ?? lowest;
  if (inForce === null) throw new RangeError('There is no catalogue to judge by.');
  return inForce;
}

/** One version in force on all days from `from` to `last`, both included; a null `last` is the end of time. */
export interface VersionPeriod {
  readonly catalogue: Catalogue;
  readonly from: Day;
  readonly last: Day | null;
}

/** The days from `from` to `last` (both included), cut where another version comes into force. */
export function versionPeriods(
  versions: readonly Catalogue[],
  from: Day,
  last: Day | null,
): readonly VersionPeriod[] {
  const starts = versions
    .flatMap(({ appliesFrom }) => (appliesFrom === null ? [] : [appliesFrom]))
    .filter((start) => start > from && (last === null || start <= last))
    .sort();
  const found: { catalogue: Catalogue; from: Day }[] = [];
  for (const start of [from, ...starts]) {
    const catalogue = versionOn(versions, start);
    if (found.at(-1)?.catalogue !== catalogue) found.push({ catalogue, from: start });
  }
  return found.map((reign, i) => {
    const next = found[i + 1];
    return { ...reign, last: next === undefined ? last : addDays(next.from, -1) };
  });
}
