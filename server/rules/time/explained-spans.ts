import type { Catalogue } from '../vocabulary/catalogue';
import type { Cause } from '../vocabulary/cause';
import { addDays, type Day } from '../vocabulary/day';
import type { Facts } from '../vocabulary/facts';
import type { Level } from '../vocabulary/level';
import { runSync, type Work } from '../vocabulary/work';
import { explainChanges, type ForecastChange } from './forecast';
import { statusTimelines } from './status-timelines';
import type { Timeline } from './timeline';

/** Days with the same value. The causes are the events of the first day; the first span of a timeline has none. */
export interface ExplainedSpan<T> {
  readonly from: Day;
  /** Null only if the timeline has no end. */
  readonly until: Day | null;
  readonly value: T;
  readonly causes: readonly Cause[];
}

export type ExplainedLevels = readonly ExplainedSpan<Level | null>[];

export interface ExplainedSpans {
  /** The competencies that are attained or displayed on any of the days, ordered by key. */
  readonly competencies: readonly {
    readonly competency: string;
    readonly attained: ExplainedLevels;
    readonly displayed: ExplainedLevels;
  }[];
  readonly membership: ExplainedLevels;
  readonly eligible: ExplainedLevels;
  readonly renewalAtRisk: readonly ExplainedSpan<boolean>[];
  readonly willBeEligible: readonly ExplainedSpan<boolean | null>[];
}

/** The whole status over the days `[from, until)` (`until` null: without end), split where a value changes. */
export const explainedSpans = runSync(explainedSpansStepwise);
export function* explainedSpansStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  from: Day,
  until: Day | null,
): Work<ExplainedSpans> {
  const timelines = yield* statusTimelines(versions, facts, from, until === null ? null : addDays(until, -1));
  const causes = new Map(
    (yield* explainChanges(versions, facts, timelines)).map((change) => [keyOf(change), change.causes]),
  );
  const spansOf = <T>(timeline: Timeline<T>, of: ForecastChange['of'], competency = '') =>
    timeline.map((entry, i) => ({
      ...entry,
      until: timeline[i + 1]?.from ?? until,
      causes: causes.get(`${of} ${competency} ${entry.from}`) ?? [],
    }));
  const levelsOf = (of: 'attained' | 'displayed', competency: string) =>
    spansOf(timelines[of].get(competency) ?? [{ from, value: null }], of, competency);
  return {
    competencies: [...timelines.attained.keys()]
      .toSorted()
      .map((competency) => ({
        competency,
        attained: levelsOf('attained', competency),
        displayed: levelsOf('displayed', competency),
      }))
      .filter(({ attained, displayed }) => [...attained, ...displayed].some(({ value }) => value !== null)),
    membership: spansOf(timelines.membership, 'membership'),
    eligible: spansOf(timelines.eligible, 'eligible'),
    renewalAtRisk: spansOf(timelines.renewalAtRisk, 'renewalAtRisk'),
    willBeEligible: spansOf(timelines.willBeEligible, 'willBeEligible'),
  };
}

function keyOf(change: ForecastChange): string {
  return `${change.of} ${'competency' in change ? change.competency : ''} ${change.day}`;
}
