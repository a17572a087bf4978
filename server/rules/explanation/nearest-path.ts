import type { PathProgress } from '../evaluation/progress';
import type { Day } from '../vocabulary/day';
import { isAtLeast, LEVELS, type Level } from '../vocabulary/level';
import type { Explanation } from './explain';
import { missingIn, type MissingPart } from './missing';
import { pathPercent } from './path-percent';

type Explained = Pick<Explanation, 'competency' | 'paths' | 'levelWithoutOverrides' | 'retiredOn'>;

export interface NearestPath {
  readonly competency: string;
  readonly progress: PathProgress;
  readonly percent: number;
  readonly missing: readonly MissingPart[];
}

/** The lowest level that the facts do not prove and that an effective path leads to. Null if there is none. */
export function nextLevel(explained: Explained, day: Day): Level | null {
  return (
    LEVELS.find((level) => openPaths(explained, level, day).some(({ path }) => path.level === level)) ?? null
  );
}

/**
 * The path to a level with the highest percentage, then with the fewest missing people, then with the fewest other
 * missing parts, then the first in the catalogue. A path to a higher level proves the level, too. Null if the level is
 * proven or no path leads to it.
 */
export function nearestPath(explained: Explained, level: Level, day: Day): NearestPath | null {
  const [nearest] = openPaths(explained, level, day)
    .map((progress): NearestPath => ({
      competency: explained.competency,
      progress,
      percent: pathPercent(progress),
      missing: missingIn(progress),
    }))
    .sort(byNearness);
  return nearest ?? null;
}

/** The nearest path of each competency in which the facts do not prove the level, the nearest competency first. */
export function progressTowards(
  explained: Iterable<Explained>,
  level: Level,
  day: Day,
): readonly NearestPath[] {
  return [...explained].flatMap((one) => nearestPath(one, level, day) ?? []).sort(byNearness);
}

function openPaths({ paths, levelWithoutOverrides, retiredOn }: Explained, level: Level, day: Day) {
  const isProven = levelWithoutOverrides !== null && isAtLeast(levelWithoutOverrides, level);
  const isRetired = retiredOn !== null && retiredOn <= day;
  if (isProven || isRetired) return [];
  return paths.filter(({ effective, path }) => effective && isAtLeast(path.level, level));
}

function byNearness(a: NearestPath, b: NearestPath): number {
  return b.percent - a.percent || missingPeople(a) - missingPeople(b) || a.missing.length - b.missing.length;
}

function missingPeople({ missing }: NearestPath): number {
  return missing.reduce((sum, part) => sum + (part.kind === 'people' ? part.count : 0), 0);
}
