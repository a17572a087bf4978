import type { Catalogue } from '../vocabulary/catalogue';
import type { Cause } from '../vocabulary/cause';
import { compile, type CompiledCatalogue } from '../evaluation/compile';
import type { LevelTimelines } from './level-timelines';
import { addDays, type Day } from '../vocabulary/day';
import type { Facts } from '../vocabulary/facts';
import { LevelEvents } from './level-events';
import { isAtLeast, type Level } from '../vocabulary/level';
import { isRetired, provenLevel } from '../evaluation/proven-level';
import { WindowTotals } from '../evaluation/metric-windows';
import { isEmpty } from '../vocabulary/span';
import { EvaluationState } from '../evaluation/evaluation-state';
import { versionOn } from '../evaluation/versions';

export interface LevelChange {
  readonly competency: string;
  readonly day: Day;
  readonly before: Level | null;
  readonly after: Level | null;
}

export class Causes {
  readonly #versions: readonly Catalogue[];
  readonly #facts: Facts;
  readonly #timelines: LevelTimelines;
  readonly #totals: WindowTotals;
  readonly #events = new Map<CompiledCatalogue, LevelEvents>();

  constructor(versions: readonly Catalogue[], facts: Facts, timelines: LevelTimelines) {
    this.#versions = versions;
    this.#facts = facts;
    this.#timelines = timelines;
    this.#totals = new WindowTotals(facts);
  }

  /** All events of the day that move the competency in the direction of the change. */
  ofLevelChange(change: LevelChange): readonly Cause[] {
    const { competency, day } = change;
    const direction = isRise(change) ? 'rises' : 'falls';
    const before = this.#rulesOn(addDays(day, -1));
    const after = this.#rulesOn(day);
    const people = this.#timelines.turningPeople.get(day) ?? [];
    // On the first day of a version, an event may occur under the rules of the old or the new version.
    const causes = [...new Set([before, after])]
      .flatMap((rules) => this.#eventsUnder(rules).eventsOn(day, competency, people))
      .filter((event) => event.direction === 'either' || event.direction === direction)
      .map(({ cause }) => cause);
    if (before === after) return sortedWithoutDuplicates(causes);
    const isMovedByVersion =
      this.#levelUnder(before, competency, day) !== this.#levelUnder(after, competency, day);
    if (!isMovedByVersion && causes.length > 0) return sortedWithoutDuplicates(causes);
    const { version } = after.catalogue;
    return sortedWithoutDuplicates([{ kind: 'rule', day, change: 'version-applies', version }, ...causes]);
  }

  ofTermChanges(day: Day): readonly Cause[] {
    const causes = this.#facts.memberships.flatMap((term): Cause[] => {
      if (isEmpty(term)) return [];
      const cause = { kind: 'membership', day, membership: term.id, level: term.level } as const;
      if (term.until === day) return [{ ...cause, change: 'ends' }];
      return term.from === day ? [{ ...cause, change: 'begins' }] : [];
    });
    return sortedWithoutDuplicates(causes);
  }

  #levelUnder(rules: CompiledCatalogue, competency: string, day: Day): Level | 'not proven' | 'not offered' {
    const compiled = rules.competencyByKey.get(competency);
    if (compiled === undefined || isRetired(compiled.competency, day)) return 'not offered';
    return provenLevel(compiled, new EvaluationState(rules, this.#facts, day)) ?? 'not proven';
  }

  #eventsUnder(rules: CompiledCatalogue): LevelEvents {
    let events = this.#events.get(rules);
    if (events === undefined) {
      events = new LevelEvents(rules, this.#facts, this.#totals);
      this.#events.set(rules, events);
    }
    return events;
  }

  #rulesOn(day: Day): CompiledCatalogue {
    return compile(versionOn(this.#versions, day));
  }
}

export function isRise({ before, after }: Pick<LevelChange, 'before' | 'after'>): boolean {
  return before === null || (after !== null && isAtLeast(after, before));
}

/**
 * Merges equal causes: one event may move two competencies or affect two people. Sorts by day, then by kind, then ends
 * before beginnings, then by JSON, so that the result does not depend on the order of the facts.
 */
export function sortedWithoutDuplicates(causes: readonly Cause[]): readonly Cause[] {
  const byText = new Map(causes.map((cause) => [JSON.stringify(cause), cause]));
  return [...byText]
    .sort(([a, one], [b, other]) => compareCauses(one, other) || (a < b ? -1 : 1))
    .map(([, cause]) => cause);
}

const KIND_ORDER = ['membership', 'rule', 'acceptance', 'person', 'credential', 'override', 'sales'] as const;

function compareCauses(a: Cause, b: Cause): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  if (a.kind !== b.kind) return KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind);
  return a.kind === 'membership' && b.kind === 'membership'
    ? Number(a.change === 'begins') - Number(b.change === 'begins')
    : 0;
}
