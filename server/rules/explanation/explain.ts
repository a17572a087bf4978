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
import { isEffective } from '../evaluation/proven-level';
import { EvaluationState } from '../evaluation/evaluation-state';
import { considerAll, uncounted, type Considered, type UncountedAchievement } from './uncounted';
import { versionOn } from '../evaluation/versions';
import { runSync, mapStepwise, type Work } from '../vocabulary/work';

/** Why a competency stands as it does. */
export interface Explanation extends CompetencyStatus {
  readonly retiredOn: Day | null;
  /** In the order of the catalogue. */
  readonly paths: readonly PathProgress[];
  /** Every achievement that fills no slot of an effective path, with each reason. */
  readonly uncounted: readonly UncountedAchievement[];
}

/** The progress of every path of a competency on a day, or null where that day's catalogue does not have it. */
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
  const standing = new EvaluationState(rules, inOrder(facts), day);
  const status = yield* competencyStatusStepwise(versions, facts, competency, day);
  return yield* explanationOf(compiled, status, standing, yield* considerAll(standing));
}

/**
 * The same for every competency of that day's catalogue, at much less than the price of one each. Who has the statuses
 * of that day already hands them over.
 */
export const explainAll = runSync(explainAllStepwise);
export function* explainAllStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
  statuses?: Iterable<CompetencyStatus>,
): Work<readonly Explanation[]> {
  const rules = compile(versionOn(versions, day));
  const standing = new EvaluationState(rules, inOrder(facts), day);
  const considered = yield* considerAll(standing);
  const explanations: Explanation[] = [];
  for (const status of statuses ?? (yield* competencyStatusesStepwise(versions, facts, day))) {
    const compiled = rules.competencyByKey.get(status.competency);
    if (compiled !== undefined) {
      explanations.push(yield* explanationOf(compiled, status, standing, considered));
    }
  }
  return explanations;
}

function* explanationOf(
  { competency, paths }: CompiledCompetency,
  status: CompetencyStatus,
  standing: EvaluationState,
  considered: readonly Considered[],
): Work<Explanation> {
  const progress = new Map<string, PathProgress>();
  for (const { path, requirements } of paths) {
    const effective = isEffective(path, standing.day);
    const of = yield* mapStepwise(requirements, (requirement) => requirement.progress(standing));
    const holds = effective && of.every((requirement) => requirement.holds);
    progress.set(path.key, { path, effective, holds, requirements: of });
  }
  const inCatalogueOrder = competency.paths.flatMap(({ key }) => progress.get(key) ?? []);
  return {
    ...status,
    retiredOn: competency.retiredOn,
    paths: inCatalogueOrder,
    uncounted: yield* uncounted(inCatalogueOrder, considered),
  };
}

/** People by their ids, so that what is chosen among them does not depend on the order of the facts. */
export function inOrder(facts: Facts): Facts {
  return { ...facts, people: [...facts.people].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
