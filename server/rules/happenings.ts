import type { Competency } from './catalogue';
import type { Cause } from './cause';
import type { CompiledCatalogue, CompiledCompetency } from './compile';
import { endingsOf, isHere, isValidOn } from './counting';
import { addDays, type Day } from './day';
import type { Achievement, Facts, Override, Person } from './facts';
import { latestClosed, type WindowTotals } from './sales';
import { isEmpty, type Span } from './span';

/** Something that happened on a day, and where it moves a level. */
export interface Happening {
  readonly direction: 'rises' | 'falls' | 'either';
  readonly cause: Cause;
}

/**
 * What happened to a competency on a day, as one catalogue version sees it. Only these people, by their place in
 * the facts, are looked at. The totals are those of the facts.
 */
export function happeningsOn(
  rules: CompiledCatalogue,
  facts: Facts,
  totals: WindowTotals,
  people: readonly number[],
  competency: string,
  day: Day,
): readonly Happening[] {
  const compiled = rules.competencyByKey.get(competency);
  const overrides = facts.overrides.filter((override) => override.competency === competency);
  return [
    ...overrides.flatMap((override) => turnsOfOverride(override, day)),
    ...(compiled === undefined ? [] : turnsOfRule(compiled.competency, day)),
    ...(compiled === undefined ? [] : turnsOfSales(rules, facts, totals, compiled, day)),
    ...people.flatMap((index) => {
      const person = facts.people[index];
      return person === undefined ? [] : turnsOf(person, compiled?.needs ?? [], rules, day);
    }),
  ];
}

function turnsOfOverride(override: Override, day: Day): readonly Happening[] {
  if (isEmpty(override)) return [];
  const lifts = override.effect === 'GRANT';
  const about = { kind: 'override', day, override: override.id, effect: override.effect } as const;
  if (override.from === day) {
    return [{ direction: lifts ? 'rises' : 'falls', cause: { ...about, change: 'begins' } }];
  }
  if (override.until !== day) return [];
  return [{ direction: lifts ? 'falls' : 'rises', cause: { ...about, change: 'ends' } }];
}

function turnsOfRule(competency: Competency, day: Day): readonly Happening[] {
  const ofPaths = competency.paths.flatMap((path): Happening[] => {
    const span: Span = { from: path.effectiveFrom, until: path.effectiveUntil };
    if (isEmpty(span)) return [];
    const about = { kind: 'rule', day, competency: competency.key, path: path.key } as const;
    if (span.from === day) return [{ direction: 'rises', cause: { ...about, change: 'path-begins' } }];
    return span.until === day ? [{ direction: 'falls', cause: { ...about, change: 'path-ends' } }] : [];
  });
  if (competency.retiredOn !== day) return ofPaths;
  const retires: Cause = { kind: 'rule', day, change: 'competency-retires', competency: competency.key };
  return [{ direction: 'falls', cause: retires }, ...ofPaths];
}

/** A month was closed that moved the window of a metric which the competency asks for. */
function turnsOfSales(
  rules: CompiledCatalogue,
  facts: Facts,
  totals: WindowTotals,
  competency: CompiledCompetency,
  day: Day,
): readonly Happening[] {
  if (!facts.closings.some(({ closedOn }) => closedOn === day)) return [];
  const before = latestClosed(facts.closings, addDays(day, -1));
  const month = latestClosed(facts.closings, day);
  if (month === null || month === before) return [];
  const moved = competency.windows
    .flatMap((number) => rules.windows[number] ?? [])
    .filter((window) => before === null || totals.of(window, before) !== totals.of(window, month));
  if (moved.length === 0) return [];
  const metrics = [...new Set(moved.map(({ metric }) => metric))];
  return [{ direction: 'either', cause: { kind: 'sales', day, month, metrics } }];
}

/** What happened to a person that day, if it makes this person fit for other slots of the competency than before. */
function turnsOf(
  person: Person,
  needs: readonly number[],
  rules: CompiledCatalogue,
  day: Day,
): readonly Happening[] {
  const before = fits(person, needs, rules, addDays(day, -1));
  const after = fits(person, needs, rules, day);
  if (needs.every((_, i) => before[i] === after[i])) return [];
  const direction = needs.some((_, i) => after[i] === true && before[i] === false) ? 'rises' : 'falls';
  const wasHere = isHere(person, addDays(day, -1));
  if (wasHere !== isHere(person, day)) {
    const change = wasHere ? 'leaves' : 'joins';
    return [{ direction, cause: { kind: 'person', day, change, person: person.id } }];
  }
  const heldBefore = held(person, rules, addDays(day, -1));
  const heldAfter = held(person, rules, day);
  return person.achievements.flatMap((achievement): Happening[] => {
    const credential = rules.credentials.get(achievement.credential)?.credential;
    if (credential === undefined) return [];
    // What the person holds twice is neither won by the second nor missed with the first.
    if (heldBefore.has(credential.code) === heldAfter.has(credential.code)) return [];
    const was = isValidOn(achievement, credential, addDays(day, -1));
    if (was === isValidOn(achievement, credential, day)) return [];
    if (!was)
      return [
        { direction: 'rises', cause: { ...aboutAchievement(person, achievement, day), change: 'earned' } },
      ];
    const [ending] = endingsOf(achievement, credential);
    if (ending?.kind === 'no-longer-accepted') {
      return [{ direction: 'falls', cause: { kind: 'acceptance', day, credential: credential.code } }];
    }
    const change = ending?.kind === 'revoked' ? 'revoked' : 'expires';
    return [{ direction: 'falls', cause: { ...aboutAchievement(person, achievement, day), change } }];
  });
}

/** The codes of what the person holds on a day, wherever that is. */
function held(person: Person, rules: CompiledCatalogue, day: Day): ReadonlySet<string> {
  const valid = person.achievements.filter((achievement) => {
    const credential = rules.credentials.get(achievement.credential)?.credential;
    return credential !== undefined && isValidOn(achievement, credential, day);
  });
  return new Set(valid.map(({ credential }) => credential));
}

function aboutAchievement(person: Person, { id, credential }: Achievement, day: Day) {
  return { kind: 'credential', day, person: person.id, achievement: id, credential } as const;
}

/** Which of the needs the person satisfies on a day. */
function fits(
  person: Person,
  needs: readonly number[],
  rules: CompiledCatalogue,
  day: Day,
): readonly boolean[] {
  const held = new Set<number>();
  if (isHere(person, day)) {
    for (const achievement of person.achievements) {
      const of = rules.credentials.get(achievement.credential);
      if (of !== undefined && isValidOn(achievement, of.credential, day)) held.add(of.need);
    }
  }
  return needs.map((need) => rules.needs.satisfiedBy(held, need));
}
