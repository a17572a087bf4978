import type { Catalogue } from './catalogue';
import { compile, type CompiledCompetency } from './compile';
import { competencyStatus, competencyStatuses, type CompetencyStatus } from './competency-status';
import type { Day } from './day';
import type { Facts } from './facts';
import type { PathProgress } from './progress';
import { isEffective } from './proof';
import { Standing } from './standing';
import { considerAll, uncounted, type Considered, type UncountedAchievement } from './uncounted';
import { versionOn } from './versions';

/** Why a competency stands as it does. */
export interface Explanation extends CompetencyStatus {
  readonly retiredOn: Day | null;
  /** In the order of the catalogue. */
  readonly paths: readonly PathProgress[];
  /** Every achievement that fills no slot of an effective path, with each reason. */
  readonly uncounted: readonly UncountedAchievement[];
}

/** The progress of every path of a competency on a day, or null where that day's catalogue does not have it. */
export function explain(
  versions: readonly Catalogue[],
  facts: Facts,
  competency: string,
  day: Day,
): Explanation | null {
  const rules = compile(versionOn(versions, day));
  const compiled = rules.competencyByKey.get(competency);
  if (compiled === undefined) return null;
  const standing = new Standing(rules, inOrder(facts), day);
  const status = competencyStatus(versions, facts, competency, day);
  return explanationOf(compiled, status, standing, considerAll(standing));
}

/**
 * The same for every competency of that day's catalogue, at much less than the price of one each. Who has the statuses
 * of that day already hands them over.
 */
export function explainAll(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
  statuses: Iterable<CompetencyStatus> = competencyStatuses(versions, facts, day),
): readonly Explanation[] {
  const rules = compile(versionOn(versions, day));
  const standing = new Standing(rules, inOrder(facts), day);
  const considered = considerAll(standing);
  return [...statuses].flatMap((status) => {
    const compiled = rules.competencyByKey.get(status.competency);
    return compiled === undefined ? [] : [explanationOf(compiled, status, standing, considered)];
  });
}

function explanationOf(
  { competency, paths }: CompiledCompetency,
  status: CompetencyStatus,
  standing: Standing,
  considered: readonly Considered[],
): Explanation {
  const progress = new Map(
    paths.map(({ path, requirements }): [string, PathProgress] => {
      const effective = isEffective(path, standing.day);
      const of = requirements.map((requirement) => requirement.progress(standing));
      return [
        path.key,
        { path, effective, holds: effective && of.every(({ holds }) => holds), requirements: of },
      ];
    }),
  );
  const inCatalogueOrder = competency.paths.flatMap(({ key }) => progress.get(key) ?? []);
  return {
    ...status,
    retiredOn: competency.retiredOn,
    paths: inCatalogueOrder,
    uncounted: uncounted(inCatalogueOrder, considered),
  };
}

/** People by their ids, so that what is chosen among them does not depend on the order of the facts. */
export function inOrder(facts: Facts): Facts {
  return { ...facts, people: [...facts.people].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
