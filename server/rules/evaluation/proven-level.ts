import type { CompiledCompetency, CompiledPath } from './compile';
import type { Competency } from '../vocabulary/catalogue';
import type { Day } from '../vocabulary/day';
import type { Level } from '../vocabulary/level';
import { countsOn } from '../vocabulary/span';
import type { EvaluationState } from './evaluation-state';

/** What the facts prove, before overrides: the highest level with a path that is effective and holds. */
export function provenLevel(
  { competency, paths }: CompiledCompetency,
  standing: EvaluationState,
): Level | null {
  if (isRetired(competency, standing.day)) return null;
  for (const path of paths) if (pathHolds(path, standing)) return path.path.level;
  return null;
}

/** All requirements of one path, on a day on which the path is effective. */
export function pathHolds({ path, requirements }: CompiledPath, standing: EvaluationState): boolean {
  return isEffective(path, standing.day) && requirements.every((requirement) => requirement.holds(standing));
}

export function isEffective(
  path: { readonly effectiveFrom: Day | null; readonly effectiveUntil: Day | null },
  day: Day,
): boolean {
  return countsOn({ from: path.effectiveFrom, until: path.effectiveUntil }, day);
}

/** A retired competency is neither attained nor granted, from that day on. */
export function isRetired(competency: Competency, day: Day): boolean {
  return competency.retiredOn !== null && competency.retiredOn <= day;
}
