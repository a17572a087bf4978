import type { CompiledCompetency, CompiledPath } from './compile';
import type { Competency } from '../vocabulary/catalogue';
import type { Day } from '../vocabulary/day';
import type { Level } from '../vocabulary/level';
import { countsOn } from '../vocabulary/span';
import type { EvaluationState } from './evaluation-state';

/** The level that the facts prove, without overrides: the highest level with an effective path that holds. */
export function provenLevel({ competency, paths }: CompiledCompetency, state: EvaluationState): Level | null {
  if (isRetired(competency, state.day)) return null;
  for (const path of paths) if (pathHolds(path, state)) return path.path.level;
  return null;
}

export function pathHolds({ path, requirements }: CompiledPath, state: EvaluationState): boolean {
  return countsOn(path, state.day) && requirements.every((requirement) => requirement.holds(state));
}

export function isRetired(competency: Competency, day: Day): boolean {
  return competency.retiredOn !== null && competency.retiredOn <= day;
}
