import type { Aspect, LevelSpanRow, MemberSpanRow, OrganizationRow } from '../db/entities';
import {
  addDays,
  runSync,
  FIRST_DAY,
  isAtLeast,
  LAST_DAY,
  LEVELS,
  memberSpans,
  statusSpansStepwise,
  type Catalogue,
  type Day,
  type Facts,
  type Level,
  type LevelSpan,
  type Span,
  type StatusSpans,
  type Work,
} from '../rules';

/** What searches compare of an organization itself. */
export type Searched = Pick<OrganizationRow, 'id' | 'searchName' | 'country'>;

export interface SpanRows {
  readonly levels: readonly LevelSpanRow[];
  readonly members: readonly MemberSpanRow[];
}

/** The whole status of an organization, past and future, as the rows that searches read. */
export const rowsOf = runSync(rowsOfStepwise);
export function* rowsOfStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  { id: organizationId, searchName, country }: Searched,
): Work<SpanRows> {
  const spans = yield* statusSpansStepwise(versions, facts, null, null);
  const levels = (aspect: Aspect, competency: string, held: readonly LevelSpan[]): readonly LevelSpanRow[] =>
    LEVELS.flatMap((level) =>
      joined(held.filter((span) => isAtLeast(span.level, level))).map((span) => {
        return { organizationId, aspect, competency, level, ...daysOf(span), searchName, country };
      }),
    );
  const ofCompetencies = (aspect: Aspect, held: StatusOfCompetencies) =>
    [...Map.groupBy(held, ({ competency }) => competency)].flatMap(([competency, ofOne]) =>
      levels(aspect, competency, ofOne),
    );
  return {
    levels: [
      ...ofCompetencies('ATTAINED', spans.attained),
      ...ofCompetencies('DISPLAYED', spans.displayed),
      ...levels('ELIGIBLE', '', spans.eligible),
    ],
    members: memberSpans(spans, facts.memberships).map(
      ({ level, renewalDay, renewalAtRisk, willBeEligible, ...span }) => ({
        organizationId,
        ...daysOf(span),
        level,
        renewalDay,
        renewalAtRisk: Number(renewalAtRisk),
        willBeEligible: Number(willBeEligible),
        endangered: Number(renewalAtRisk || !willBeEligible),
        searchName,
        country,
      }),
    ),
  };
}

type StatusOfCompetencies = StatusSpans['attained'];

/** Spans that follow one another without a gap are one: both have the level, or more. */
function joined(spans: readonly (LevelSpan & { readonly level: Level })[]): readonly Span[] {
  const all: { from: Day | null; until: Day | null }[] = [];
  for (const { from, until } of spans) {
    const last = all.at(-1);
    if (last !== undefined && last.until !== null && last.until === from) last.until = until;
    else all.push({ from, until });
  }
  return all;
}

function daysOf({ from, until }: Span): { readonly fromDay: Day; readonly lastDay: Day } {
  return { fromDay: from ?? FIRST_DAY, lastDay: until === null ? LAST_DAY : addDays(until, -1) };
}
