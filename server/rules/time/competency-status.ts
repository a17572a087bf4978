import type { Catalogue } from '../vocabulary/catalogue';
import { compile } from '../evaluation/compile';
import { levelTimelines, stepOn, type LevelTimelines } from './level-timeline';
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
  /** What the facts alone give; it stays visible beside the other. */
  readonly levelWithoutOverrides: Level | null;
  /** Those that act on the day, also those that change nothing; none, where its catalogue does not have the competency. */
  readonly overrides: readonly Override[];
  /** The next day on which one of the above changes by itself, by what is known; null: never. */
  readonly nextChange: Day | null;
}

/** How one competency stands on a day. */
export const competencyStatus = runSync(competencyStatusStepwise);
export function* competencyStatusStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  competency: string,
  day: Day,
): Work<CompetencyStatus> {
  return statusFrom(yield* levelTimelines(versions, facts, day, null), versions, facts, competency, day);
}

/** How every competency of the day's catalogue stands, for the price of one. */
export const competencyStatuses = runSync(competencyStatusesStepwise);
export function* competencyStatusesStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
): Work<readonly CompetencyStatus[]> {
  const course = yield* levelTimelines(versions, facts, day, null);
  return versionOn(versions, day).competencies.map(({ key }) =>
    statusFrom(course, versions, facts, key, day),
  );
}

/** The same from a course that begins on the day. */
function statusFrom(
  course: LevelTimelines,
  versions: readonly Catalogue[],
  facts: Facts,
  competency: string,
  day: Day,
): CompetencyStatus {
  const steps = course.steps.get(competency) ?? [];
  const step = stepOn(steps, day);
  const ofLevel = steps.find(({ from }) => from > day)?.from ?? null;
  return {
    competency,
    attainedLevel: step?.attained ?? null,
    levelWithoutOverrides: step?.proven ?? null,
    overrides: actingOn(versions, facts, competency, day),
    nextChange: nextChangeOfOverrides(versions, facts, competency, day, ofLevel) ?? ofLevel,
  };
}

/** None acts on what the catalogue of the day does not have. */
function actingOn(
  versions: readonly Catalogue[],
  facts: Facts,
  competency: string,
  day: Day,
): readonly Override[] {
  const { competencyByKey } = compile(versionOn(versions, day));
  return competencyByKey.has(competency) ? actingOverrides(facts.overrides, competency, day) : [];
}

/** The first later day, before another (null: of all), on which other overrides act than on this one. */
function nextChangeOfOverrides(
  versions: readonly Catalogue[],
  facts: Facts,
  competency: string,
  day: Day,
  before: Day | null,
): Day | null {
  const overrides = facts.overrides.filter((one) => one.competency === competency && !isEmpty(one));
  if (overrides.length === 0) return null;
  const acting = actingOn(versions, facts, competency, day);
  const isAsked = (turn: Day | null): turn is Day =>
    turn !== null && turn > day && (before === null || turn < before);
  // They also begin and end to act where another version brings or drops the competency.
  const turns = [
    ...overrides.flatMap(({ from, until }) => [from, until]),
    ...versions.map(({ appliesFrom }) => appliesFrom),
  ];
  const changed = turns
    .filter(isAsked)
    .sort()
    .find((turn) => {
      const then = actingOn(versions, facts, competency, turn);
      return then.length !== acting.length || then.some((one, i) => one !== acting[i]);
    });
  return changed ?? null;
}
