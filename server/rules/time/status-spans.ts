import type { Catalogue } from '../vocabulary/catalogue';
import { addDays, FIRST_DAY, type Day } from '../vocabulary/day';
import type { Facts } from '../vocabulary/facts';
import type { Level } from '../vocabulary/level';
import type { Span } from '../vocabulary/span';
import { statusTimelines } from './status-timelines';
import type { Timeline } from './timeline';
import { runSync, type Work } from '../vocabulary/work';

export interface LevelSpan extends Span {
  readonly level: Level;
}

export interface CompetencySpan extends LevelSpan {
  readonly competency: string;
}

/** The status of an organization as spans. Outside them, nothing is attained, displayed, eligible or at risk. */
export interface StatusSpans {
  readonly attained: readonly CompetencySpan[];
  readonly displayed: readonly CompetencySpan[];
  /** The highest level that may be bought. Lower levels may be bought, too. */
  readonly eligible: readonly LevelSpan[];
  readonly membership: readonly LevelSpan[];
  readonly renewalAtRisk: readonly Span[];
  /** Only while a membership runs. */
  readonly willBeEligible: readonly (Span & { readonly is: boolean })[];
}

/**
 * The whole status over the days `[from, until)`. Null stands for the beginning or the end of time. A span has no
 * beginning only if `from` is null, and no end only if `until` is null.
 */
export const statusSpans = runSync(statusSpansStepwise);
export function* statusSpansStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  from: Day | null,
  until: Day | null,
): Work<StatusSpans> {
  const last = until === null ? null : addDays(until, -1);
  const timelines = yield* statusTimelines(versions, facts, from ?? FIRST_DAY, last);
  const spansOf = <T>(timeline: Timeline<T>) =>
    timeline.map(({ value, ...entry }, i) => ({
      value,
      from: i === 0 ? from : entry.from,
      until: timeline[i + 1]?.from ?? until,
    }));
  const levels = (timeline: Timeline<Level | null>): readonly LevelSpan[] =>
    spansOf(timeline).flatMap(({ value, ...span }) => (value === null ? [] : [{ level: value, ...span }]));
  const levelsByCompetency = (
    byKey: ReadonlyMap<string, Timeline<Level | null>>,
  ): readonly CompetencySpan[] =>
    [...byKey].flatMap(([competency, timeline]) => levels(timeline).map((span) => ({ competency, ...span })));
  return {
    attained: levelsByCompetency(timelines.attained),
    displayed: levelsByCompetency(timelines.displayed),
    eligible: levels(timelines.eligible),
    membership: levels(timelines.membership),
    renewalAtRisk: spansOf(timelines.renewalAtRisk).flatMap(({ value, ...span }) => (value ? [span] : [])),
    willBeEligible: spansOf(timelines.willBeEligible).flatMap(({ value, ...span }) =>
      value === null ? [] : [{ is: value, ...span }],
    ),
  };
}
