import type { Levels } from './attained-levels';
import type { Catalogue } from './catalogue';
import { courseOver, type Course } from './course';
import type { Day } from './day';
import { highestOf } from './eligible-levels';
import type { Facts, Membership } from './facts';
import { lowerOf } from './level';
import { runningTerm } from './terms';

/**
 * What customers see on a day: only with a running membership, every competency attained on any day of the
 * running term so far, at the lower of its best level in that time and the membership's. Losing the proof takes
 * nothing away before the term ends.
 */
export function displayedCompetencies(versions: readonly Catalogue[], facts: Facts, day: Day): Levels {
  const term = runningTerm(facts.memberships, day);
  if (term === null) return new Map();
  return displayedInTerm(courseOver(versions, facts, term.startsOn, day), term, day);
}

/** The same from a course that begins with the term. */
export function displayedInTerm(course: Course, term: Membership, day: Day): Levels {
  const displayed = new Map<string, Membership['level']>();
  for (const [competency, steps] of course.steps) {
    const soFar = steps.filter(({ from }) => from <= day);
    const best = highestOf(soFar.map(({ attained }) => attained));
    if (best !== null) displayed.set(competency, lowerOf(best, term.level));
  }
  return displayed;
}
