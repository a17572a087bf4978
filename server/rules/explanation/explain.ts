import type { Catalogue } from '../vocabulary/catalogue';
import { compile, type CompiledCompetency } from '../evaluation/compile';
import {
  competencyStatusesStepwise,
  competencyStatusStepwise,
  type CompetencyStatus,
} from '../time/competency-status';
import type { Day } from '../vocabulary/day';
import type { Facts } from '../vocabulary/facts';
import type { PathProgress } from '../evaluation/progress';
import { EvaluationState } from '../evaluation/evaluation-state';
import {
  considerAchievements,
  uncountedAchievements,
  type ConsideredAchievement,
  type UncountedAchievement,
} from './uncounted';
import { versionOn } from '../evaluation/versions';
import { countsOn } from '../vocabulary/span';
import { runSync, mapStepwise, type Work } from '../vocabulary/work';

export interface Explanation extends CompetencyStatus {
  readonly retiredOn: Day | null;
  readonly paths: readonly PathProgress[];
  readonly uncounted: readonly UncountedAchievement[];
}

/** Null: the catalogue of the day lacks the competency. */
export const explain = runSync(explainStepwise);
export function* explainStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  competency: string,
  day: Day,
): Work<Explanation | null> {
  const rules = compile(versionOn(versions, day));
  const compiled = rules.competencyByKey.get(competency);
  if (compiled === undefined) return null;
  const state = new EvaluationState(rules, sortPeopleById(facts), day);
  const status = yield* competencyStatusStepwise(versions, facts, competency, day);
  return yield* explanationOf(compiled, status, state, yield* considerAchievements(state));
}

/**
 * Explains every competency of the day's catalogue, much faster than one `explain` per competency. A caller that
 * already has the statuses of the day can pass them.
 */
export const explainAll = runSync(explainAllStepwise);
export function* explainAllStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
  statuses?: Iterable<CompetencyStatus>,
): Work<readonly Explanation[]> {
  const rules = compile(versionOn(versions, day));
  const state = new EvaluationState(rules, sortPeopleById(facts), day);
  const considered = yield* considerAchievements(state);
  const explanations: Explanation[] = [];
  for (const status of statuses ?? (yield* competencyStatusesStepwise(versions, facts, day))) {
    const compiled = rules.competencyByKey.get(status.competency);
    if (compiled !== undefined) {
      explanations.push(yield* explanationOf(compiled, status, state, considered));
    }
  }
  return explanations;
}

function* explanationOf(
  { competency, paths }: CompiledCompetency,
  status: CompetencyStatus,
  state: EvaluationState,
  considered: readonly ConsideredAchievement[],
): Work<Explanation> {
  const progressByPath = new Map<string, PathProgress>();
  for (const { path, requirements } of paths) {
    const effective = countsOn(path, state.day);
    const progress = yield* mapStepwise(requirements, (requirement) => requirement.progress(state));
    const holds = effective && progress.every((requirement) => requirement.holds);
    progressByPath.set(path.key, { path, effective, holds, requirements: progress });
  }
  const inCatalogueOrder = competency.paths.flatMap(({ key }) => progressByPath.get(key) ?? []);
  return {
    ...status,
    retiredOn: competency.retiredOn,
    paths: inCatalogueOrder,
    uncounted: yield* uncountedAchievements(inCatalogueOrder, considered),
  };
}

/** Sorts people by id, so that no choice depends on the order of the facts. */
export function sortPeopleById(facts: Facts): Facts {
  return { ...facts, people: [...facts.people].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
