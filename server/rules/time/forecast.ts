import type { Catalogue } from '../vocabulary/catalogue';
import type { Cause } from '../vocabulary/cause';
import { Causes, isRise, sortedWithoutDuplicates, type LevelChange } from './causes';
import { stepOn } from './level-timelines';
import { addDays, type Day } from '../vocabulary/day';
import type { Facts, Membership } from '../vocabulary/facts';
import { isAtLeast, type Level } from '../vocabulary/level';
import { statusTimelines, type StatusTimelines } from './status-timelines';
import { lastTermOfChain, runningTerm } from '../vocabulary/terms';
import { valueOn, type Timeline } from './timeline';
import { runSync, mapStepwise, type Work } from '../vocabulary/work';

export type ChangedAnswer =
  | {
      readonly of: 'attained' | 'displayed';
      readonly competency: string;
      readonly before: Level | null;
      readonly after: Level | null;
    }
  /** `eligible` is the highest level that may be bought, `membership` the level of the running term. */
  | { readonly of: 'eligible' | 'membership'; readonly before: Level | null; readonly after: Level | null }
  | { readonly of: 'renewalAtRisk'; readonly before: boolean; readonly after: boolean }
  | { readonly of: 'willBeEligible'; readonly before: boolean | null; readonly after: boolean | null };

export type ForecastChange = ChangedAnswer & { readonly day: Day; readonly causes: readonly Cause[] };

/** The known status changes after `from` and before `until` (null: all), sorted by day, with their causes. */
export const forecast = runSync(forecastStepwise);
export function* forecastStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  from: Day,
  until: Day | null,
): Work<readonly ForecastChange[]> {
  const timelines = yield* statusTimelines(versions, facts, from, until === null ? null : addDays(until, -1));
  const changes = [...(yield* explainChanges(versions, facts, timelines))];
  // The sort is stable, so changes of the same day keep the order of `explainChanges`.
  return changes.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** The changes of all timelines with their causes, timeline by timeline. */
export function* explainChanges(
  versions: readonly Catalogue[],
  facts: Facts,
  timelines: StatusTimelines,
): Work<readonly ForecastChange[]> {
  const causes = new Causes(versions, facts, timelines.levelTimelines);
  const explained = new ExplainedChanges(timelines, causes, facts.memberships);
  return [
    ...(yield* explained.attained()),
    ...(yield* explained.eligible()),
    ...explained.membership(),
    ...(yield* explained.displayed()),
    ...(yield* explained.renewalAtRisk()),
    ...explained.willBeEligible(),
  ];
}

class ExplainedChanges {
  readonly #timelines: StatusTimelines;
  readonly #causes: Causes;
  readonly #memberships: readonly Membership[];
  readonly #changes: readonly LevelChange[];
  readonly #changesByDay: ReadonlyMap<Day, readonly LevelChange[]>;

  constructor(timelines: StatusTimelines, causes: Causes, memberships: readonly Membership[]) {
    this.#timelines = timelines;
    this.#causes = causes;
    this.#memberships = memberships;
    this.#changes = changesByCompetency(timelines.attained);
    this.#changesByDay = Map.groupBy(this.#changes, ({ day }) => day);
  }

  attained(): Work<readonly ForecastChange[]> {
    return mapStepwise(this.#changes, (change) => ({
      of: 'attained',
      ...change,
      causes: this.#causes.ofLevelChange(change),
    }));
  }

  /**
   * Within a term, a displayed level rises only with the attained level. All other changes occur when a term begins or
   * ends.
   */
  displayed(): Work<readonly ForecastChange[]> {
    return mapStepwise(changesByCompetency(this.#timelines.displayed), (change) => ({
      of: 'displayed',
      ...change,
      causes: [
        ...this.#causes.ofTermChanges(change.day),
        ...this.#causesOfAttainedOn(change.day, change.competency),
      ],
    }));
  }

  /** The causes are those of the competencies that rise to the new highest level or fall from above it. */
  eligible(): Work<readonly ForecastChange[]> {
    return mapStepwise(changesOf(this.#timelines.eligible), (change) => {
      const moving = (this.#changesByDay.get(change.day) ?? []).filter((levelChange) =>
        isRise(change) ? reaches(levelChange, change) : fallsFromAbove(levelChange, change),
      );
      const causes = sortedWithoutDuplicates(
        moving.flatMap((levelChange) => this.#causes.ofLevelChange(levelChange)),
      );
      return { of: 'eligible', ...change, causes };
    });
  }

  membership(): readonly ForecastChange[] {
    return changesOf(this.#timelines.membership).map((change) => ({
      of: 'membership',
      ...change,
      causes: this.#causes.ofTermChanges(change.day),
    }));
  }

  /** A risk appears when a term begins, or when a level is displayed that will not last until the renewal day. */
  renewalAtRisk(): Work<readonly ForecastChange[]> {
    const displayed = Map.groupBy(changesByCompetency(this.#timelines.displayed), ({ day }) => day);
    return mapStepwise(changesOf(this.#timelines.renewalAtRisk), (change) => {
      const appearing = (displayed.get(change.day) ?? []).filter((displayedChange) =>
        this.#willNotLast(displayedChange),
      );
      const attained = appearing.flatMap(({ competency }) =>
        this.#causesOfAttainedOn(change.day, competency),
      );
      const causes = [...this.#causes.ofTermChanges(change.day), ...sortedWithoutDuplicates(attained)];
      return { of: 'renewalAtRisk', ...change, causes };
    });
  }

  #willNotLast({ competency, day, after }: LevelChange): boolean {
    const term = runningTerm(this.#memberships, day);
    if (term === null || after === null) return false;
    const { until: renewalDay } = lastTermOfChain(this.#memberships, term);
    const expected =
      stepOn(this.#timelines.levelTimelines.steps.get(competency) ?? [], renewalDay)?.attained ?? null;
    return expected === null || !isAtLeast(expected, after);
  }

  willBeEligible(): readonly ForecastChange[] {
    return changesOf(this.#timelines.willBeEligible).map((change) => ({
      of: 'willBeEligible',
      ...change,
      causes: this.#causes.ofTermChanges(change.day),
    }));
  }

  #causesOfAttainedOn(day: Day, competency: string): readonly Cause[] {
    const timeline = this.#timelines.attained.get(competency) ?? [];
    const before = valueOn(timeline, addDays(day, -1)) ?? null;
    const after = valueOn(timeline, day) ?? null;
    return before === after ? [] : this.#causes.ofLevelChange({ competency, day, before, after });
  }
}

function reaches(change: LevelChange, { after }: { readonly after: Level | null }): boolean {
  return change.after !== null && after !== null && isAtLeast(change.after, after);
}

function fallsFromAbove(change: LevelChange, { after }: { readonly after: Level | null }): boolean {
  return change.before !== null && (after === null || !isAtLeast(after, change.before));
}

function changesOf<T>(timeline: Timeline<T>): readonly { day: Day; before: T; after: T }[] {
  return timeline.flatMap(({ from, value }, i) => {
    const previous = timeline[i - 1];
    return previous === undefined ? [] : [{ day: from, before: previous.value, after: value }];
  });
}

function changesByCompetency(timelines: ReadonlyMap<string, Timeline<Level | null>>): readonly LevelChange[] {
  return [...timelines].flatMap(([competency, timeline]) =>
    changesOf(timeline).map((change) => ({ competency, ...change })),
  );
}
