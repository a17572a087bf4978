import type { Catalogue } from '../vocabulary/catalogue';
import { compile } from './compile';
import type { Day } from '../vocabulary/day';
import type { Facts } from '../vocabulary/facts';
import type { Level } from '../vocabulary/level';
import { pathHolds } from './proven-level';
import { EvaluationState } from './evaluation-state';
import { versionOn } from './versions';

/** True if a path to exactly this level holds. Overrides are ignored. */
export function somePathHolds(
  versions: readonly Catalogue[],
  facts: Facts,
  competency: string,
  level: Level,
  day: Day,
): boolean {
  const rules = compile(versionOn(versions, day));
  const state = new EvaluationState(rules, facts, day);
  const paths = rules.competencyByKey.get(competency)?.paths ?? [];
  return paths.some((path) => path.path.level === level && pathHolds(path, state));
}
