import type { CompiledCatalogue } from '../evaluation/compile';
import { expiryOf } from '../evaluation/validity';
import type { Day } from '../vocabulary/day';
import type { Facts, Person } from '../vocabulary/facts';
import { isEmpty } from '../vocabulary/span';

/** A day on which answers can change under one catalogue version, with the people and competencies to re-evaluate. */
export interface TurningPoint {
  readonly day: Day;
  readonly people: readonly number[];
  readonly competencies: readonly number[];
  readonly closesMonth: boolean;
}

/** The turning points after `from`, up to and including `last` (null: all known), sorted by day. */
export function turningPointsAfter(
  rules: CompiledCatalogue,
  facts: Facts,
  from: Day,
  last: Day | null,
): readonly TurningPoint[] {
  const points = new Map<Day, { people: number[]; competencies: number[]; closesMonth: boolean }>();
  const at = (day: Day) => {
    let point = points.get(day);
    if (point === undefined) points.set(day, (point = { people: [], competencies: [], closesMonth: false }));
    return point;
  };
  const within = (day: Day | null): day is Day =>
    day !== null && day > from && (last === null || day <= last);

  facts.people.forEach((person, index) => {
    for (const day of daysOfPerson(rules, person)) {
      if (!within(day)) continue;
      const { people } = at(day);
      if (people.at(-1) !== index) people.push(index);
    }
  });
  for (const { index, competency } of rules.competencies) {
    if (within(competency.retiredOn)) at(competency.retiredOn).competencies.push(index);
    for (const path of competency.paths) {
      if (within(path.from)) at(path.from).competencies.push(index);
      if (within(path.until)) at(path.until).competencies.push(index);
    }
  }
  if (rules.windows.length > 0) {
    for (const { closedOn } of facts.closings) if (within(closedOn)) at(closedOn).closesMonth = true;
  }
  return [...points].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, point]) => ({ day, ...point }));
}

/** The days on which a person's counting credentials can change. Credentials that no path asks for are skipped. */
function daysOfPerson(rules: CompiledCatalogue, person: Person): readonly (Day | null)[] {
  const days: (Day | null)[] = [];
  for (const achievement of person.achievements) {
    const credential = rules.credentials.get(achievement.credential)?.credential;
    if (credential === undefined) continue;
    const { earnedOn, revokedOn } = achievement;
    days.push(earnedOn, revokedOn, credential.acceptedUntil, expiryOf(achievement, credential));
  }
  if (days.length > 0) {
    for (const span of person.affiliations) if (!isEmpty(span)) days.push(span.from, span.until);
  }
  return days;
}
