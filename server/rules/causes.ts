import type { Catalogue, Competency } from './catalogue';
import type { Cause } from './cause';
import { compile, type CompiledCatalogue } from './compile';
import { endingsOf, isHere, isValidOn } from './counting';
import type { Course } from './course';
import { addDays, type Day } from './day';
import type { Achievement, Facts, Person } from './facts';
import { isAtLeast, type Level } from './level';
import { isEmpty, type Span } from './span';
import { isRetired, provenLevel } from './proof';
import { latestClosed, Standing, windowSum } from './standing';
import { daysOf } from './terms';
import { versionOn } from './versions';

/** A change of the level of one competency. */
export interface LevelChange {
  readonly competency: string;
  readonly day: Day;
  readonly before: Level | null;
  readonly after: Level | null;
}

type Direction = 'rises' | 'falls' | 'either';
interface Happening {
  readonly direction: Direction;
  readonly cause: Cause;
}

/** Finds what caused the changes of one organization, over the days of its course. */
export class Causes {
  readonly #versions: readonly Catalogue[];
  readonly #facts: Facts;
  readonly #course: Course;

  constructor(versions: readonly Catalogue[], facts: Facts, course: Course) {
    this.#versions = versions;
    this.#facts = facts;
    this.#course = course;
  }

  /** Everything on that day that moves the competency in the direction of the change. */
  ofAttained(change: LevelChange): readonly Cause[] {
    const direction = isRise(change) ? 'rises' : 'falls';
    const happenings = [
      ...this.#overrides(change),
      ...this.#rules(change),
      ...this.#sales(change),
      ...this.#people(change),
    ];
    return happenings
      .filter((happening) => happening.direction === 'either' || happening.direction === direction)
      .map(({ cause }) => cause);
  }

  /** Terms that begin or end on a day. */
  ofTerms(day: Day): readonly Cause[] {
    return this.#facts.memberships.flatMap((term): Cause[] => {
      if (isEmpty(daysOf(term))) return [];
      const about = { kind: 'membership', day, membership: term.id, level: term.level } as const;
      if (term.endsOn === day) return [{ ...about, change: 'ends' }];
      return term.startsOn === day ? [{ ...about, change: 'begins' }] : [];
    });
  }

  #overrides({ competency, day }: LevelChange): readonly Happening[] {
    return this.#facts.overrides.flatMap((override): Happening[] => {
      if (override.competency !== competency || isEmpty(override)) return [];
      const lifts = override.effect === 'GRANT';
      const about = { kind: 'override', day, override: override.id, effect: override.effect } as const;
      if (override.from === day) {
        return [{ direction: lifts ? 'rises' : 'falls', cause: { ...about, change: 'begins' } }];
      }
      if (override.until !== day) return [];
      return [{ direction: lifts ? 'falls' : 'rises', cause: { ...about, change: 'ends' } }];
    });
  }

  #rules({ competency: key, day }: LevelChange): readonly Happening[] {
    const found: Happening[] = [];
    const { competencyByKey, catalogue } = this.#rulesOn(day);
    if (this.#isMovedByVersion(key, day)) {
      const { version } = catalogue;
      found.push({ direction: 'either', cause: { kind: 'rule', day, change: 'version-applies', version } });
    }
    const competency = competencyByKey.get(key)?.competency;
    if (competency === undefined) return found;
    if (competency.retiredOn === day) {
      found.push({
        direction: 'falls',
        cause: { kind: 'rule', day, change: 'competency-retires', competency: key },
      });
    }
    return [...found, ...pathsTurning(competency, day)];
  }

  /** Whether the version that applies from this day judges the competency otherwise than the one before would. */
  #isMovedByVersion(key: string, day: Day): boolean {
    const before = this.#rulesOn(addDays(day, -1));
    const after = this.#rulesOn(day);
    return before !== after && this.#judge(key, before, day) !== this.#judge(key, after, day);
  }

  #judge(key: string, rules: CompiledCatalogue, day: Day): Level | 'not proven' | 'not offered' {
    const compiled = rules.competencyByKey.get(key);
    if (compiled === undefined || isRetired(compiled.competency, day)) return 'not offered';
    return provenLevel(compiled, new Standing(rules, this.#facts, day)) ?? 'not proven';
  }

  #sales({ competency, day }: LevelChange): readonly Happening[] {
    const { closings } = this.#facts;
    if (!closings.some(({ closedOn }) => closedOn === day)) return [];
    const rules = this.#rulesOn(day);
    const before = latestClosed(closings, addDays(day, -1));
    const month = latestClosed(closings, day);
    if (month === null || month === before) return [];
    const index = rules.competencyByKey.get(competency)?.index ?? -1;
    const metrics = rules.windows
      .filter((_, window) => rules.competenciesOfWindow[window]?.includes(index))
      .filter(
        (window) =>
          before === null || windowSum(this.#facts, window, before) !== windowSum(this.#facts, window, month),
      )
      .map(({ metric }) => metric);
    if (metrics.length === 0) return [];
    return [{ direction: 'either', cause: { kind: 'sales', day, month, metrics: [...new Set(metrics)] } }];
  }

  #people({ competency, day }: LevelChange): readonly Happening[] {
    const rules = this.#rulesOn(day);
    const needs = slotNeeds(rules, competency);
    const found = (this.#course.turningPeople.get(day) ?? []).flatMap((index) => {
      const person = this.#facts.people[index];
      return person === undefined ? [] : turnsOf(person, needs, rules, day);
    });
    // One credential that is no longer accepted is one cause, however many people held it.
    return found.filter(({ cause }, i) => {
      if (cause.kind !== 'acceptance') return true;
      return (
        i ===
        found.findIndex(
          ({ cause: other }) => other.kind === 'acceptance' && other.credential === cause.credential,
        )
      );
    });
  }

  #rulesOn(day: Day): CompiledCatalogue {
    return compile(versionOn(this.#versions, day));
  }
}

export function isRise({
  before,
  after,
}: {
  readonly before: Level | null;
  readonly after: Level | null;
}): boolean {
  return before === null || (after !== null && isAtLeast(after, before));
}

function pathsTurning(competency: Competency, day: Day): readonly Happening[] {
  return competency.paths.flatMap((path): Happening[] => {
    const span: Span = { from: path.effectiveFrom, until: path.effectiveUntil };
    if (isEmpty(span)) return [];
    const about = { kind: 'rule', day, competency: competency.key, path: path.key } as const;
    if (span.from === day) return [{ direction: 'rises', cause: { ...about, change: 'path-begins' } }];
    return span.until === day ? [{ direction: 'falls', cause: { ...about, change: 'path-ends' } }] : [];
  });
}

function slotNeeds(rules: CompiledCatalogue, competency: string): readonly number[] {
  const index = rules.competencyByKey.get(competency)?.index ?? -1;
  return rules.competenciesOfNeed.flatMap((concerned, need) => (concerned.includes(index) ? [need] : []));
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
  return person.achievements.flatMap((achievement): Happening[] => {
    const credential = rules.credentials.get(achievement.credential)?.credential;
    if (credential === undefined) return [];
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
      if (of !== undefined && isValidOn(achievement, of.credential, day)) held.add(of.node);
    }
  }
  return needs.map((need) => rules.needs.satisfiedBy(held, need));
}
