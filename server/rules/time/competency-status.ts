import type { Catalogue } from '../vocabulary/catalogue';
import { compile } from '../evaluation/compile';
import { levelTimelines, stepOn, type LevelTimelines } from './level-timelines';
import type { Day } from '../vocabulary/day';
import type { Facts, Override } from '../vocabulary/facts';
import type { Level } from '../vocabulary/level';
import { actingOverrides } from '../evaluation/overrides';
import { isEmpty } from '../vocabulary/span';
import { versionOn } from '../evaluation/versions';
import { runSync, type Work } from '../vocabulary/work';

export interface CompetencyStatus {
  readonly competency: string;
  readonly attainedLevel: Level | null;
  readonly levelWithoutOverrides: Level | null;
  /**
   * The overrides in force on the day, even those without effect. Empty if the day's catalogue lacks the competency.
   */
  readonly overrides: readonly Override[];
  /** The next known day on which one of these answers changes. Null: none is known. */
  readonly nextChange: Day | null;
}

export const competencyStatus = runSync(competencyStatusStepwise);
export function* competencyStatusStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  competency: string,
  day: Day,
): Work<CompetencyStatus> {
  return statusFrom(yield* levelTimelines(versions, facts, day, null), versions, facts, competency, day);
}

/** The status of every competency of the day's catalogue, at the cost of a single status. */
export const competencyStatuses = runSync(competencyStatusesStepwise);
export function* competencyStatusesStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
): Work<readonly CompetencyStatus[]> {
  const timelines = yield* levelTimelines(versions, facts, day, null);
  return versionOn(versions, day).competencies.map(({ key }) =>
    statusFrom(timelines, versions, facts, key, day),
  );
}

/** `timelines` must begin on the day. */
function statusFrom(
  timelines: LevelTimelines,
  versions: readonly Catalogue[],
  facts: Facts,
  competency: string,
  day: Day,
): CompetencyStatus {
  const steps = timelines.steps.get(competency) ?? [];
  const step = stepOn(steps, day);
  const nextLevelChange = steps.find(({ from }) => from > day)?.from ?? null;
  return {
    competency,
    attainedLevel: step?.attained ?? null,
    levelWithoutOverrides: step?.proven ?? null,
    overrides: actingOn(versions, facts, competency, day),
    nextChange: nextChangeOfOverrides(versions, facts, competency, day, nextLevelChange) ?? nextLevelChange,
  };
}

function actingOn(
  versions: readonly Catalogue[],
  facts: Facts,
  competency: string,
  day: Day,
): readonly Override[] {
  const { competencyByKey } = compile(versionOn(versions, day));
  return competencyByKey.has(competency) ? actingOverrides(facts.overrides, competency, day) : [];
}

/**
 * The first day after `day` and before `until` (null: any later day) on which a different set of overrides is in force.
 */
function nextChangeOfOverrides(
  versions: readonly Catalogue[],
  facts: Facts,
  competency: string,
  day: Day,
  until: Day | null,
): Day | null {
  const overrides = facts.overrides.filter((one) => one.competency === competency && !isEmpty(one));
  if (overrides.length === 0) return null;
  const acting = actingOn(versions, facts, competency, day);
  const isWithin = (candidate: Day | null): candidate is Day =>
    candidate !== null && candidate > day && (until === null || candidate < until);
  // A version that adds or drops the competency also changes which overrides are in force.
  const candidates = [
    ...overrides.flatMap((override) => [override.from, override.until]),
    ...versions.map(({ appliesFrom }) => appliesFrom),
  ];
  const changeDay = candidates
    .filter(isWithin)
    .sort()
    .find((candidate) => {
      const actingThen = actingOn(versions, facts, competency, candidate);
      return actingThen.length !== acting.length || actingThen.some((one, i) => one !== acting[i]);
    });
  return changeDay ?? null;
}
