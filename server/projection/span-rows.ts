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

/** Span rows repeat the name and the country, so that indexes can order by them. */
export type SearchableColumns = Pick<OrganizationRow, 'id' | 'searchName' | 'country'>;

export interface SpanRows {
  readonly levels: readonly LevelSpanRow[];
  readonly members: readonly MemberSpanRow[];
}

export const spanRows = runSync(spanRowsStepwise);
export function* spanRowsStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  { id: organizationId, searchName, country }: SearchableColumns,
): Work<SpanRows> {
  const spans = yield* statusSpansStepwise(versions, facts, null, null);
  const levels = (aspect: Aspect, competency: string, held: readonly LevelSpan[]): readonly LevelSpanRow[] =>
    LEVELS.flatMap((level) =>
      mergeAdjacent(held.filter((span) => isAtLeast(span.level, level))).map((span) => {
        return { organizationId, aspect, competency, level, ...dayColumns(span), searchName, country };
      }),
    );
  const competencyLevels = (aspect: Aspect, held: CompetencySpans) =>
    [...Map.groupBy(held, ({ competency }) => competency)].flatMap(([competency, competencySpans]) =>
      levels(aspect, competency, competencySpans),
    );
  return {
    levels: [
      ...competencyLevels('ATTAINED', spans.attained),
      ...competencyLevels('DISPLAYED', spans.displayed),
      ...levels('ELIGIBLE', '', spans.eligible),
    ],
    members: memberSpans(spans, facts.memberships).map(
      ({ level, renewalDay, renewalAtRisk, willBeEligible, ...span }) => ({
        organizationId,
        ...dayColumns(span),
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

type CompetencySpans = StatusSpans['attained'];

/** Joins adjacent spans. Their levels may differ, but each level is at least the level of the row. */
function mergeAdjacent(spans: readonly (LevelSpan & { readonly level: Level })[]): readonly Span[] {
  const merged: { from: Day | null; until: Day | null }[] = [];
  for (const { from, until } of spans) {
    const last = merged.at(-1);
    if (last !== undefined && last.until !== null && last.until === from) last.until = until;
    else merged.push({ from, until });
  }
  return merged;
}

function dayColumns({ from, until }: Span): { readonly fromDay: Day; readonly lastDay: Day } {
  return { fromDay: from ?? FIRST_DAY, lastDay: until === null ? LAST_DAY : addDays(until, -1) };
}
