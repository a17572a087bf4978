import type { Competency } from '../vocabulary/catalogue';
import type { Cause } from '../vocabulary/cause';
import type { CompiledCatalogue, CompiledCompetency } from '../evaluation/compile';
import { endingsOf, isAffiliatedOn, isValidOn } from '../evaluation/validity';
import { addDays, type Day } from '../vocabulary/day';
import type { Achievement, Facts, Override, Person } from '../vocabulary/facts';
import { latestClosedMonth, type WindowTotals } from '../evaluation/metric-windows';
import { isEmpty, type Span } from '../vocabulary/span';

/** Something that happened on a day, and where it moves a level. */
export interface LevelEvent {
  readonly direction: 'rises' | 'falls' | 'either';
  readonly cause: Cause;
}

/** Changes to the competencies of one organization under one catalogue version. */
export class LevelEvents {
  readonly #rules: CompiledCatalogue;
  readonly #facts: Facts;
  readonly #totals: WindowTotals;
  /** By day and place in the facts: a person turns alike for all competencies. */
  readonly #turns = new Map<Day, Map<number, PersonChange>>();

  /** The totals are those of the facts. */
  constructor(rules: CompiledCatalogue, facts: Facts, totals: WindowTotals) {
    this.#rules = rules;
    this.#facts = facts;
    this.#totals = totals;
  }

  /** Only these people, by their place in the facts, are looked at. */
  on(day: Day, competency: string, people: readonly number[]): readonly LevelEvent[] {
    const compiled = this.#rules.competencyByKey.get(competency);
    const overrides = this.#facts.overrides.filter((override) => override.competency === competency);
    const ofOverrides = overrides.flatMap((override) => eventsOfOverride(override, day));
    if (compiled === undefined) return ofOverrides;
    return [
      ...ofOverrides,
      ...eventsOfRule(compiled.competency, day),
      ...eventsOfSales(this.#rules, this.#facts, this.#totals, compiled, day),
      ...people.flatMap((index) => eventsOfPerson(this.#turnOf(index, day), compiled.needs, this.#rules)),
    ];
  }

  #turnOf(index: number, day: Day): PersonChange {
    let ofDay = this.#turns.get(day);
    if (ofDay === undefined) this.#turns.set(day, (ofDay = new Map<number, PersonChange>()));
    let turn = ofDay.get(index);
    if (turn === undefined)
      ofDay.set(index, (turn = changeOfPerson(this.#facts.people[index], this.#rules, day)));
    return turn;
  }
}

function eventsOfOverride(override: Override, day: Day): readonly LevelEvent[] {
  if (isEmpty(override)) return [];
  const lifts = override.effect === 'GRANT';
  const about = { kind: 'override', day, override: override.id, effect: override.effect } as const;
  if (override.from === day) {
    return [{ direction: lifts ? 'rises' : 'falls', cause: { ...about, change: 'begins' } }];
  }
  if (override.until !== day) return [];
  return [{ direction: lifts ? 'falls' : 'rises', cause: { ...about, change: 'ends' } }];
}

function eventsOfRule(competency: Competency, day: Day): readonly LevelEvent[] {
  const ofPaths = competency.paths.flatMap((path): LevelEvent[] => {
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
function eventsOfSales(
  rules: CompiledCatalogue,
  facts: Facts,
  totals: WindowTotals,
  competency: CompiledCompetency,
  day: Day,
): readonly LevelEvent[] {
  if (!facts.closings.some(({ closedOn }) => closedOn === day)) return [];
  const before = latestClosedMonth(facts.closings, addDays(day, -1));
  const month = latestClosedMonth(facts.closings, day);
  if (month === null || month === before) return [];
  const moved = competency.windows
    .flatMap((number) => rules.windows[number] ?? [])
    .filter((window) => before === null || totals.of(window, before) !== totals.of(window, month));
  if (moved.length === 0) return [];
  const metrics = [...new Set(moved.map(({ metric }) => metric))];
  return [{ direction: 'either', cause: { kind: 'sales', day, month, metrics } }];
}

/** A change of a person's facts on a day. */
interface PersonChange {
  /** The credentials that counted on the day before and count on the day, by the numbers of their needs. */
  readonly before: ReadonlySet<number>;
  readonly after: ReadonlySet<number>;
  /** The person joins or leaves: then what else happened is no cause. */
  readonly moves: Cause | null;
  readonly ofCredentials: readonly LevelEvent[];
}

function changeOfPerson(person: Person | undefined, rules: CompiledCatalogue, day: Day): PersonChange {
  if (person === undefined) return NOBODY;
  const dayBefore = addDays(day, -1);
  const wasHere = isAffiliatedOn(person, dayBefore);
  const isHereNow = isAffiliatedOn(person, day);
  const before = wasHere ? counting(person, rules, dayBefore) : NOTHING;
  const after = isHereNow ? counting(person, rules, day) : NOTHING;
  if (wasHere === isHereNow) {
    return {
      before,
      after,
      moves: null,
      ofCredentials: eventsOfCredentials(person, before, after, rules, day),
    };
  }
  const change = wasHere ? 'leaves' : 'joins';
  return { before, after, moves: { kind: 'person', day, change, person: person.id }, ofCredentials: [] };
}

const NOTHING: ReadonlySet<number> = new Set();
const NOBODY: PersonChange = { before: NOTHING, after: NOTHING, moves: null, ofCredentials: [] };

/** The happenings of a person's turn; none if it does not change which of these needs the person satisfies. */
function eventsOfPerson(
  { before, after, moves, ofCredentials }: PersonChange,
  needs: readonly number[],
  rules: CompiledCatalogue,
): readonly LevelEvent[] {
  const turned = needs.filter(
    (need) => rules.needs.satisfiedBy(before, need) !== rules.needs.satisfiedBy(after, need),
  );
  if (turned.length === 0) return [];
  if (moves === null) return ofCredentials;
  const rises = turned.some((need) => rules.needs.satisfiedBy(after, need));
  return [{ direction: rises ? 'rises' : 'falls', cause: moves }];
}

function eventsOfCredentials(
  person: Person,
  before: ReadonlySet<number>,
  after: ReadonlySet<number>,
  rules: CompiledCatalogue,
  day: Day,
): readonly LevelEvent[] {
  return person.achievements.flatMap((achievement): LevelEvent[] => {
    const asked = rules.credentials.get(achievement.credential);
    if (asked === undefined) return [];
    const { credential, need } = asked;
    // What the person holds twice is neither won by the second nor missed with the first.
    if (before.has(need) === after.has(need)) return [];
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

function aboutAchievement(person: Person, { id, credential }: Achievement, day: Day) {
  return { kind: 'credential', day, person: person.id, achievement: id, credential } as const;
}

/** The numbers of the needs for the credentials that the person holds on a day. */
function counting(person: Person, rules: CompiledCatalogue, day: Day): ReadonlySet<number> {
  const held = new Set<number>();
  for (const achievement of person.achievements) {
    const of = rules.credentials.get(achievement.credential);
    if (of !== undefined && isValidOn(achievement, of.credential, day)) held.add(of.need);
  }
  return held;
}
