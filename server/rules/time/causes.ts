import type { Catalogue } from '../vocabulary/catalogue';
import type { Cause } from '../vocabulary/cause';
import { compile, type CompiledCatalogue } from '../evaluation/compile';
import type { LevelTimelines } from './level-timeline';
import { addDays, type Day } from '../vocabulary/day';
import type { Facts } from '../vocabulary/facts';
import { LevelEvents } from './level-events';
import { isAtLeast, type Level } from '../vocabulary/level';
import { isRetired, provenLevel } from '../evaluation/proven-level';
import { WindowTotals } from '../evaluation/metric-windows';
import { isEmpty } from '../vocabulary/span';
import { EvaluationState } from '../evaluation/evaluation-state';
import { daysOf } from '../vocabulary/terms';
import { versionOn } from '../evaluation/versions';

/** A change of the level of one competency. */
export interface LevelChange {
  readonly competency: string;
  readonly day: Day;
  readonly before: Level | null;
  readonly after: Level | null;
}

/** Finds what caused the changes of one organization, over the days of its course. */
export class Causes {
  readonly #versions: readonly Catalogue[];
  readonly #facts: Facts;
  readonly #course: LevelTimelines;
  readonly #totals: WindowTotals;
  readonly #happenings = new Map<CompiledCatalogue, LevelEvents>();

  constructor(versions: readonly Catalogue[], facts: Facts, course: LevelTimelines) {
    this.#versions = versions;
    this.#facts = facts;
    this.#course = course;
    this.#totals = new WindowTotals(facts);
  }

  /** Everything on that day that moves the competency in the direction of the change. */
  ofAttained(change: LevelChange): readonly Cause[] {
    const { competency, day } = change;
    const direction = isRise(change) ? 'rises' : 'falls';
    const before = this.#rulesOn(addDays(day, -1));
    const after = this.#rulesOn(day);
    const people = this.#course.turningPeople.get(day) ?? [];
    // On the day on which another version begins, what turns may be in either.
    const happened = [...new Set([before, after])]
      .flatMap((rules) => this.#happeningsOf(rules).on(day, competency, people))
      .filter((happening) => happening.direction === 'either' || happening.direction === direction)
      .map(({ cause }) => cause);
    if (before === after) return sortedWithoutDuplicates(happened);
    const isMovedByVersion = this.#judge(competency, before, day) !== this.#judge(competency, after, day);
    if (!isMovedByVersion && happened.length > 0) return sortedWithoutDuplicates(happened);
    const { version } = after.catalogue;
    return sortedWithoutDuplicates([{ kind: 'rule', day, change: 'version-applies', version }, ...happened]);
  }

  /** Terms that begin or end on a day. */
  ofTerms(day: Day): readonly Cause[] {
    const terms = this.#facts.memberships.flatMap((term): Cause[] => {
      if (isEmpty(daysOf(term))) return [];
      const about = { kind: 'membership', day, membership: term.id, level: term.level } as const;
      if (term.endsOn === day) return [{ ...about, change: 'ends' }];
      return term.startsOn === day ? [{ ...about, change: 'begins' }] : [];
    });
    return sortedWithoutDuplicates(terms);
  }

  #judge(key: string, rules: CompiledCatalogue, day: Day): Level | 'not proven' | 'not offered' {
    const compiled = rules.competencyByKey.get(key);
    if (compiled === undefined || isRetired(compiled.competency, day)) return 'not offered';
    return provenLevel(compiled, new EvaluationState(rules, this.#facts, day)) ?? 'not proven';
  }

  #happeningsOf(rules: CompiledCatalogue): LevelEvents {
    let happenings = this.#happenings.get(rules);
    if (happenings === undefined) {
      happenings = new LevelEvents(rules, this.#facts, this.#totals);
      this.#happenings.set(rules, happenings);
    }
    return happenings;
  }

  #rulesOn(day: Day): CompiledCatalogue {
    return compile(versionOn(this.#versions, day));
  }
}

export function isRise({ before, after }: Pick<LevelChange, 'before' | 'after'>): boolean {
  return before === null || (after !== null && isAtLeast(after, before));
}

/**
 * One thing that moved two competencies, or that two people had in common, is one cause. They come in one order,
 * whatever the order of the facts: by day, then in the order below, an end before a beginning, then by their ids.
 */
export function sortedWithoutDuplicates(causes: readonly Cause[]): readonly Cause[] {
  const byText = new Map(causes.map((cause) => [JSON.stringify(cause), cause]));
  return [...byText]
    .sort(([a, one], [b, other]) => inOrder(one, other) || (a < b ? -1 : 1))
    .map(([, cause]) => cause);
}

const KINDS = ['membership', 'rule', 'acceptance', 'person', 'credential', 'override', 'sales'] as const;

function inOrder(a: Cause, b: Cause): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  if (a.kind !== b.kind) return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind);
  return a.kind === 'membership' && b.kind === 'membership'
    ? Number(a.change === 'begins') - Number(b.change === 'begins')
    : 0;
}
