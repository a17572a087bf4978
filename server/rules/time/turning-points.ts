import type { CompiledCatalogue } from '../evaluation/compile';
import { expiryOf } from '../evaluation/validity';
import type { Day } from '../vocabulary/day';
import type { Facts, Person } from '../vocabulary/facts';
import { isEmpty } from '../vocabulary/span';

/** A day on which something can change under one catalogue version, and what to look at again. */
export interface TurningPoint {
  readonly day: Day;
  /** By their place in the facts: someone joins, leaves, earns, or loses a credential. */
  readonly people: readonly number[];
  /** By index: a path begins or ends, or the competency retires. */
  readonly competencies: readonly number[];
  readonly closesMonth: boolean;
}

/** The turning days after `from`, up to and with `last` (null: all that are known), in order. */
export function turningPointsAfter(
  rules: CompiledCatalogue,
  facts: Facts,
  from: Day,
  last: Day | null,
): readonly TurningPoint[] {
  const turns = new Map<Day, { people: number[]; competencies: number[]; closesMonth: boolean }>();
  const at = (day: Day) => {
    let turn = turns.get(day);
    if (turn === undefined) turns.set(day, (turn = { people: [], competencies: [], closesMonth: false }));
    return turn;
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
    for (const { effectiveFrom, effectiveUntil } of competency.paths) {
      if (within(effectiveFrom)) at(effectiveFrom).competencies.push(index);
      if (within(effectiveUntil)) at(effectiveUntil).competencies.push(index);
    }
  }
  if (rules.windows.length > 0) {
    for (const { closedOn } of facts.closings) if (within(closedOn)) at(closedOn).closesMonth = true;
  }
  return [...turns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, turn]) => ({ day, ...turn }));
}

/** The days on which what a person holds here can change. Credentials that no path asks for change nothing. */
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
