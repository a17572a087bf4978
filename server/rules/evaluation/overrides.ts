import type { Day } from '../vocabulary/day';
import type { Override } from '../vocabulary/facts';
import { higherOf, type Level } from '../vocabulary/level';
import { countsOn } from '../vocabulary/span';

/** The overrides of a competency that are in force on a day, earliest first. */
export function actingOverrides(
  overrides: readonly Override[],
  competency: string,
  day: Day,
): readonly Override[] {
  // Fast path: most organizations have no overrides.
  if (overrides.length === 0) return overrides;
  return overrides
    .filter((override) => override.competency === competency && countsOn(override, day))
    .sort((a, b) => compare(a.from, b.from) || compare(a.id, b.id));
}

/**
 * GRANT lifts the competency to at least the granted level. WITHHOLD makes the competency not attained and takes
 * precedence over GRANT. A competency that is not offered (retired, or not in the catalogue) cannot be granted.
 */
export function withOverrides(
  proven: Level | null,
  acting: readonly Override[],
  offered: boolean,
): Level | null {
  if (!offered || acting.some(({ effect }) => effect === 'WITHHOLD')) return null;
  return acting.reduce<Level | null>(
    (level, { level: granted }) =>
      level === null || granted === null ? (granted ?? level) : higherOf(level, granted),
    proven,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
