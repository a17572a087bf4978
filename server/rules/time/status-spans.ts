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

/** The status of an organization as spans: what is in none of them is not attained, displayed, eligible, at risk. */
export interface StatusSpans {
  readonly attained: readonly CompetencySpan[];
  readonly displayed: readonly CompetencySpan[];
  /** The highest level that may be bought; all lower ones may be, too. */
  readonly eligible: readonly LevelSpan[];
  readonly membership: readonly LevelSpan[];
  readonly renewalAtRisk: readonly Span[];
  /** Only where a membership runs. */
  readonly willBeEligible: readonly (Span & { readonly is: boolean })[];
}

/**
 * The whole status over the days `[from, until)` as spans; a null end means from the beginning or to the end of
 * time, and only then a span is open on that side.
 */
export const statusSpans = runSync(statusSpansStepwise);
export function* statusSpansStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  from: Day | null,
  until: Day | null,
): Work<StatusSpans> {
  const last = until === null ? null : addDays(until, -1);
  const tracks = yield* statusTimelines(versions, facts, from ?? FIRST_DAY, last);
  const spansOf = <T>(track: Timeline<T>) =>
    track.map(({ value, ...entry }, i) => ({
      value,
      from: i === 0 ? from : entry.from,
      until: track[i + 1]?.from ?? until,
    }));
  const levels = (track: Timeline<Level | null>): readonly LevelSpan[] =>
    spansOf(track).flatMap(({ value, ...span }) => (value === null ? [] : [{ level: value, ...span }]));
  const ofCompetencies = (byKey: ReadonlyMap<string, Timeline<Level | null>>): readonly CompetencySpan[] =>
    [...byKey].flatMap(([competency, track]) => levels(track).map((span) => ({ competency, ...span })));
  return {
    attained: ofCompetencies(tracks.attained),
    displayed: ofCompetencies(tracks.displayed),
    eligible: levels(tracks.eligible),
    membership: levels(tracks.membership),
    renewalAtRisk: spansOf(tracks.renewalAtRisk).flatMap(({ value, ...span }) => (value ? [span] : [])),
    willBeEligible: spansOf(tracks.willBeEligible).flatMap(({ value, ...span }) =>
      value === null ? [] : [{ is: value, ...span }],
    ),
  };
}
