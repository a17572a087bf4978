import type { Competency } from '../vocabulary/catalogue';
import type { Cause } from '../vocabulary/cause';
import type { CompiledCatalogue, CompiledCompetency } from '../evaluation/compile';
import { endingsOf, isAffiliatedOn, isValidOn } from '../evaluation/validity';
import { addDays, type Day } from '../vocabulary/day';
import type { Achievement, Facts, Override, Person } from '../vocabulary/facts';
import { latestClosedMonth, type WindowTotals } from '../evaluation/metric-windows';
import { isEmpty } from '../vocabulary/span';

export interface LevelEvent {
  readonly direction: 'rises' | 'falls' | 'either';
  readonly cause: Cause;
}

export class LevelEvents {
  readonly #rules: CompiledCatalogue;
  readonly #facts: Facts;
  readonly #totals: WindowTotals;
  /** By day and index of the person. A change is the same for all competencies. */
  readonly #changes = new Map<Day, Map<number, PersonChange>>();

  /** `totals` must be built from the same facts. */
  constructor(rules: CompiledCatalogue, facts: Facts, totals: WindowTotals) {
    this.#rules = rules;
    this.#facts = facts;
    this.#totals = totals;
  }

  /** Examines only the people with these indexes. */
  eventsOn(day: Day, competency: string, people: readonly number[]): readonly LevelEvent[] {
    const compiled = this.#rules.competencyByKey.get(competency);
    const overrides = this.#facts.overrides.filter((override) => override.competency === competency);
    const overrideEvents = overrides.flatMap((override) => eventsOfOverride(override, day));
    if (compiled === undefined) return overrideEvents;
    return [
      ...overrideEvents,
      ...eventsOfRule(compiled.competency, day),
      ...eventsOfSales(this.#rules, this.#facts, this.#totals, compiled, day),
      ...people.flatMap((index) => eventsOfPerson(this.#changeOf(index, day), compiled.needs, this.#rules)),
    ];
  }

  #changeOf(index: number, day: Day): PersonChange {
    let changes = this.#changes.get(day);
    if (changes === undefined) this.#changes.set(day, (changes = new Map<number, PersonChange>()));
    let change = changes.get(index);
    if (change === undefined)
      changes.set(index, (change = changeOfPerson(this.#facts.people[index], this.#rules, day)));
    return change;
  }
}

function eventsOfOverride(override: Override, day: Day): readonly LevelEvent[] {
  if (isEmpty(override)) return [];
  const { id, competency, effect, level } = override;
  const lifts = effect === 'GRANT';
  const cause = { kind: 'override', day, override: id, competency, effect, level } as const;
  if (override.from === day) {
    return [{ direction: lifts ? 'rises' : 'falls', cause: { ...cause, change: 'begins' } }];
  }
  if (override.until !== day) return [];
  return [{ direction: lifts ? 'falls' : 'rises', cause: { ...cause, change: 'ends' } }];
}

function eventsOfRule(competency: Competency, day: Day): readonly LevelEvent[] {
  const pathEvents = competency.paths.flatMap((path): LevelEvent[] => {
    if (isEmpty(path)) return [];
    const cause = { kind: 'rule', day, competency: competency.key, path: path.key } as const;
    if (path.from === day) return [{ direction: 'rises', cause: { ...cause, change: 'path-begins' } }];
    return path.until === day ? [{ direction: 'falls', cause: { ...cause, change: 'path-ends' } }] : [];
  });
  if (competency.retiredOn !== day) return pathEvents;
  const retires: Cause = { kind: 'rule', day, change: 'competency-retires', competency: competency.key };
  return [{ direction: 'falls', cause: retires }, ...pathEvents];
}

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
  const changedWindows = competency.windows
    .flatMap((number) => rules.windows[number] ?? [])
    .filter((window) => before === null || totals.total(window, before) !== totals.total(window, month));
  if (changedWindows.length === 0) return [];
  const metrics = [...new Set(changedWindows.map(({ metric }) => metric))];
  return [{ direction: 'either', cause: { kind: 'sales', day, month, metrics } }];
}

interface PersonChange {
  /** Need numbers of the credentials that count: `before` on the previous day, `after` on the day itself. */
  readonly before: ReadonlySet<number>;
  readonly after: ReadonlySet<number>;
  /** The cause if the person joins or leaves, in place of all credential events. Null: the person does neither. */
  readonly affiliationCause: Cause | null;
  readonly credentialEvents: readonly LevelEvent[];
}

function changeOfPerson(person: Person | undefined, rules: CompiledCatalogue, day: Day): PersonChange {
  if (person === undefined) return NO_CHANGE;
  const dayBefore = addDays(day, -1);
  const wasAffiliated = isAffiliatedOn(person, dayBefore);
  const isAffiliated = isAffiliatedOn(person, day);
  const before = wasAffiliated ? needsHeldBy(person, rules, dayBefore) : NO_NEEDS;
  const after = isAffiliated ? needsHeldBy(person, rules, day) : NO_NEEDS;
  if (wasAffiliated === isAffiliated) {
    return {
      before,
      after,
      affiliationCause: null,
      credentialEvents: eventsOfCredentials(person, before, after, rules, day),
    };
  }
  const change = wasAffiliated ? 'leaves' : 'joins';
  const affiliationCause: Cause = { kind: 'person', day, change, person: person.id };
  return { before, after, affiliationCause, credentialEvents: [] };
}

const NO_NEEDS: ReadonlySet<number> = new Set();
const NO_CHANGE: PersonChange = {
  before: NO_NEEDS,
  after: NO_NEEDS,
  affiliationCause: null,
  credentialEvents: [],
};

function eventsOfPerson(
  { before, after, affiliationCause, credentialEvents }: PersonChange,
  needs: readonly number[],
  rules: CompiledCatalogue,
): readonly LevelEvent[] {
  const changedNeeds = needs.filter(
    (need) => rules.needs.satisfiedBy(before, need) !== rules.needs.satisfiedBy(after, need),
  );
  if (changedNeeds.length === 0) return [];
  if (affiliationCause === null) return credentialEvents;
  const rises = changedNeeds.some((need) => rules.needs.satisfiedBy(after, need));
  return [{ direction: rises ? 'rises' : 'falls', cause: affiliationCause }];
}

function eventsOfCredentials(
  person: Person,
  before: ReadonlySet<number>,
  after: ReadonlySet<number>,
  rules: CompiledCatalogue,
  day: Day,
): readonly LevelEvent[] {
  return person.achievements.flatMap((achievement): LevelEvent[] => {
    const indexed = rules.credentials.get(achievement.credential);
    if (indexed === undefined) return [];
    const { credential, need } = indexed;
    // If the person holds the credential twice, gaining or losing one achievement changes nothing.
    if (before.has(need) === after.has(need)) return [];
    const wasValid = isValidOn(achievement, credential, addDays(day, -1));
    if (wasValid === isValidOn(achievement, credential, day)) return [];
    if (!wasValid)
      return [{ direction: 'rises', cause: { ...causeOf(person, achievement, day), change: 'earned' } }];
    const [ending] = endingsOf(achievement, credential);
    if (ending?.kind === 'no-longer-accepted') {
      return [{ direction: 'falls', cause: { kind: 'acceptance', day, credential: credential.code } }];
    }
    const change = ending?.kind === 'revoked' ? 'revoked' : 'expires';
    return [{ direction: 'falls', cause: { ...causeOf(person, achievement, day), change } }];
  });
}

function causeOf(person: Person, { id, credential }: Achievement, day: Day) {
  return { kind: 'credential', day, person: person.id, achievement: id, credential } as const;
}

function needsHeldBy(person: Person, rules: CompiledCatalogue, day: Day): ReadonlySet<number> {
  const held = new Set<number>();
  for (const achievement of person.achievements) {
    const indexed = rules.credentials.get(achievement.credential);
    if (indexed !== undefined && isValidOn(achievement, indexed.credential, day)) held.add(indexed.need);
  }
  return held;
}
