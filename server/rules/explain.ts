import type { Catalogue } from './catalogue';
import { compile } from './compile';
import { competencyStatus, type CompetencyStatus } from './competency-status';
import type { Day } from './day';
import type { Facts } from './facts';
import type { PathProgress } from './progress';
import { isEffective } from './proof';
import { Standing } from './standing';
import { uncounted, type UncountedAchievement } from './uncounted';
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
  const ordered = inOrder(facts);
  const standing = new Standing(rules, ordered, day);
  const progress = compiled.paths.map(({ path, requirements }): PathProgress => {
    const effective = isEffective(path, day);
    const of = requirements.map((requirement) => requirement.progress(standing));
    return { path, effective, holds: effective && of.every(({ holds }) => holds), requirements: of };
  });
  const paths = compiled.competency.paths.flatMap((path) => progress.filter((one) => one.path === path));
  return {
    ...competencyStatus(versions, facts, competency, day),
    retiredOn: compiled.competency.retiredOn,
    paths,
    uncounted: uncounted(paths, standing),
  };
}

/** People by their ids, so that what is chosen among them does not depend on the order of the facts. */
export function inOrder(facts: Facts): Facts {
  return { ...facts, people: [...facts.people].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
