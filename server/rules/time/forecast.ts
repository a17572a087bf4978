import type { Catalogue } from '../vocabulary/catalogue';
import type { Cause } from '../vocabulary/cause';
import { Causes, isRise, sortedWithoutDuplicates, type LevelChange } from './causes';
import { stepOn } from './level-timeline';
import { addDays, type Day } from '../vocabulary/day';
import type { Facts, Membership } from '../vocabulary/facts';
import { isAtLeast, type Level } from '../vocabulary/level';
import { statusTimelines, type StatusTimelines } from './status-timelines';
import { lastTermOfChain, runningTerm } from '../vocabulary/terms';
import { valueOn, type Timeline } from './timeline';
import { runSync, mapStepwise, type Work } from '../vocabulary/work';

/** One answer that is another before and after. */
export type ChangedAnswer =
  | {
      readonly of: 'attained' | 'displayed';
      readonly competency: string;
      readonly before: Level | null;
      readonly after: Level | null;
    }
  /** The highest level that may be bought; the level of the running membership. */
  | { readonly of: 'eligible' | 'membership'; readonly before: Level | null; readonly after: Level | null }
  | { readonly of: 'renewalAtRisk'; readonly before: boolean; readonly after: boolean }
  | { readonly of: 'willBeEligible'; readonly before: boolean | null; readonly after: boolean | null };

/** One change of status: on this day the answer is another than on the day before. */
export type Change = ChangedAnswer & { readonly day: Day; readonly causes: readonly Cause[] };

/**
 * The changes of status after `from` and before `until` (null: all that are known), by what is known, in the
 * order of days, each with its causes.
 */
export const forecast = runSync(forecastStepwise);
export function* forecastStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  from: Day,
  until: Day | null,
): Work<readonly Change[]> {
  const tracks = yield* statusTimelines(versions, facts, from, until === null ? null : addDays(until, -1));
  const explained = new Explained(tracks, new Causes(versions, facts, tracks.course), facts.memberships);
  const changes = [
    ...(yield* explained.attained()),
    ...(yield* explained.eligible()),
    ...explained.membership(),
    ...(yield* explained.displayed()),
    ...(yield* explained.renewalAtRisk()),
    ...explained.willBeEligible(),
  ];
  // Sorting is stable: of one day, in the order above.
  return changes.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

class Explained {
  readonly #tracks: StatusTimelines;
  readonly #causes: Causes;
  readonly #memberships: readonly Membership[];
  readonly #changes: readonly LevelChange[];
  readonly #changesByDay: ReadonlyMap<Day, readonly LevelChange[]>;

  constructor(tracks: StatusTimelines, causes: Causes, memberships: readonly Membership[]) {
    this.#tracks = tracks;
    this.#causes = causes;
    this.#memberships = memberships;
    this.#changes = changesOfEach(tracks.attained);
    this.#changesByDay = Map.groupBy(this.#changes, ({ day }) => day);
  }

  attained(): Work<readonly Change[]> {
    return mapStepwise(this.#changes, (change) => ({
      of: 'attained',
      ...change,
      causes: this.#causes.ofAttained(change),
    }));
  }

  /** Within a term a competency appears or rises because it is attained; all else comes from a term's edge. */
  displayed(): Work<readonly Change[]> {
    return mapStepwise(changesOfEach(this.#tracks.displayed), (change) => ({
      of: 'displayed',
      ...change,
      causes: [...this.#causes.ofTerms(change.day), ...this.#ofAttainedOn(change.day, change.competency)],
    }));
  }

  /** Moved by the competencies that rise to the new highest level, or fall from above it. */
  eligible(): Work<readonly Change[]> {
    return mapStepwise(changesOf(this.#tracks.eligible), (change) => {
      const moving = (this.#changesByDay.get(change.day) ?? []).filter((other) =>
        isRise(change) ? reaches(other, change) : fallsFromAbove(other, change),
      );
      const causes = sortedWithoutDuplicates(moving.flatMap((other) => this.#causes.ofAttained(other)));
      return { of: 'eligible', ...change, causes };
    });
  }

  membership(): readonly Change[] {
    return changesOf(this.#tracks.membership).map((change) => ({
      of: 'membership',
      ...change,
      causes: this.#causes.ofTerms(change.day),
    }));
  }

  /** The risk is known from the day on which a term begins, or something that will not last is displayed. */
  renewalAtRisk(): Work<readonly Change[]> {
    const displayed = Map.groupBy(changesOfEach(this.#tracks.displayed), ({ day }) => day);
    return mapStepwise(changesOf(this.#tracks.renewalAtRisk), (change) => {
      const appearing = (displayed.get(change.day) ?? []).filter((other) => this.#willNotLast(other));
      const attained = appearing.flatMap(({ competency }) => this.#ofAttainedOn(change.day, competency));
      const causes = [...this.#causes.ofTerms(change.day), ...sortedWithoutDuplicates(attained)];
      return { of: 'renewalAtRisk', ...change, causes };
    });
  }

  /** On the renewal day it will be attained at less than it is displayed from this day on. */
  #willNotLast({ competency, day, after }: LevelChange): boolean {
    const term = runningTerm(this.#memberships, day);
    if (term === null || after === null) return false;
    const { endsOn } = lastTermOfChain(this.#memberships, term);
    const expected = stepOn(this.#tracks.course.steps.get(competency) ?? [], endsOn)?.attained ?? null;
    return expected === null || !isAtLeast(expected, after);
  }

  willBeEligible(): readonly Change[] {
    return changesOf(this.#tracks.willBeEligible).map((change) => ({
      of: 'willBeEligible',
      ...change,
      causes: this.#causes.ofTerms(change.day),
    }));
  }

  #ofAttainedOn(day: Day, competency: string): readonly Cause[] {
    const track = this.#tracks.attained.get(competency) ?? [];
    const before = valueOn(track, addDays(day, -1)) ?? null;
    const after = valueOn(track, day) ?? null;
    return before === after ? [] : this.#causes.ofAttained({ competency, day, before, after });
  }
}

function reaches(other: LevelChange, { after }: { readonly after: Level | null }): boolean {
  return other.after !== null && after !== null && isAtLeast(other.after, after);
}

function fallsFromAbove(other: LevelChange, { after }: { readonly after: Level | null }): boolean {
  return other.before !== null && (after === null || !isAtLeast(after, other.before));
}

function changesOf<T>(track: Timeline<T>): readonly { day: Day; before: T; after: T }[] {
  return track.flatMap(({ from, value }, i) => {
    const previous = track[i - 1];
    return previous === undefined ? [] : [{ day: from, before: previous.value, after: value }];
  });
}

function changesOfEach(tracks: ReadonlyMap<string, Timeline<Level | null>>): readonly LevelChange[] {
  return [...tracks].flatMap(([competency, track]) =>
    changesOf(track).map((change) => ({ competency, ...change })),
  );
}
