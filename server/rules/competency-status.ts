import type { Catalogue } from './catalogue';
import { courseOver, stepOn, type Course } from './course';
import type { Day } from './day';
import type { Facts, Override } from './facts';
import type { Level } from './level';
import { actingOverrides } from './overrides';
import { isEmpty } from './span';
import { versionOn } from './versions';

export interface CompetencyStatus {
  readonly competency: string;
  readonly attainedLevel: Level | null;
  /** What the facts alone give; it stays visible beside the other. */
  readonly levelWithoutOverrides: Level | null;
  /** Those that act on the day, also those that change nothing. */
  readonly overrides: readonly Override[];
  /** The next day on which one of the above changes by itself, by what is known; null: never. */
  readonly nextChange: Day | null;
}

/** How one competency stands on a day. */
export function competencyStatus(
  versions: readonly Catalogue[],
  facts: Facts,
  competency: string,
  day: Day,
): CompetencyStatus {
  return statusFrom(courseOver(versions, facts, day, null), facts, competency, day);
}

/** How every competency of the day's catalogue stands, for the price of one. */
export function competencyStatuses(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
): readonly CompetencyStatus[] {
  const course = courseOver(versions, facts, day, null);
  return versionOn(versions, day).competencies.map(({ key }) => statusFrom(course, facts, key, day));
}

/** The same from a course that begins on the day. */
function statusFrom(course: Course, facts: Facts, competency: string, day: Day): CompetencyStatus {
  const step = stepOn(course.steps.get(competency) ?? [], day);
  return {
    competency,
    attainedLevel: step?.attained ?? null,
    levelWithoutOverrides: step?.proven ?? null,
    overrides: actingOverrides(facts.overrides, competency, day),
    nextChange: nextChange(course, facts, competency, day),
  };
}

function nextChange(course: Course, facts: Facts, competency: string, day: Day): Day | null {
  const steps = course.steps.get(competency) ?? [];
  const edges = facts.overrides
    .filter((override) => override.competency === competency && !isEmpty(override))
    .flatMap(({ from, until }) => [from, until]);
  const days = [...edges, ...steps.map(({ from }) => from)].filter((turn) => turn !== null && turn > day);
  return days.reduce<Day | null>(
    (first, turn) => (turn !== null && (first === null || turn < first) ? turn : first),
    null,
  );
}
