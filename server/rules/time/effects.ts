import { isRise } from './causes';
import type { Day } from '../vocabulary/day';
import type { ChangedAnswer } from './forecast';
import type { StatusTimelines } from './status-timelines';
import { valueOn, type Timeline } from './timeline';

/** An answer that differs on the days `[from, until)` under changed facts or changed catalogue versions. */
export type Effect = ChangedAnswer & { readonly from: Day; readonly until: Day | null };

/** The differences between the timelines of two statuses, which both begin on `from`, sorted by day. */
export function effectsBetween(
  current: StatusTimelines,
  changed: StatusTimelines,
  from: Day,
): readonly Effect[] {
  const competencyEffects = (of: 'attained' | 'displayed') =>
    [...new Set([...current[of].keys(), ...changed[of].keys()])]
      .sort()
      .flatMap((competency) =>
        differingSpans(current[of].get(competency) ?? [], changed[of].get(competency) ?? [], from, null).map(
          (span): Effect => ({ of, competency, ...span }),
        ),
      );
  const effects: Effect[] = [
    ...competencyEffects('attained'),
    ...differingSpans(current.eligible, changed.eligible, from, null).map((span): Effect => ({
      of: 'eligible',
      ...span,
    })),
    ...differingSpans(current.membership, changed.membership, from, null).map((span): Effect => ({
      of: 'membership',
      ...span,
    })),
    ...competencyEffects('displayed'),
    ...differingSpans(current.renewalAtRisk, changed.renewalAtRisk, from, false).map((span): Effect => ({
      of: 'renewalAtRisk',
      ...span,
    })),
    ...differingSpans(current.willBeEligible, changed.willBeEligible, from, null).map((span): Effect => ({
      of: 'willBeEligible',
      ...span,
    })),
  ];
  // The sort is stable, so effects of the same day keep the order above.
  return effects.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

export function isGain(effect: Effect): boolean {
  switch (effect.of) {
    case 'renewalAtRisk':
      return effect.before;
    case 'willBeEligible':
      return effect.after === true;
    case 'attained':
    case 'displayed':
    case 'eligible':
    case 'membership':
      return isRise(effect);
  }
}

interface DifferingSpan<T> {
  readonly from: Day;
  readonly until: Day | null;
  readonly before: T;
  readonly after: T;
}

/**
 * The spans on which two timelines differ, each as long as possible. Before its first entry, a timeline has the value
 * `absent`.
 */
function differingSpans<T>(
  current: Timeline<T>,
  changed: Timeline<T>,
  first: Day,
  absent: T,
): readonly DifferingSpan<T>[] {
  const days = [
    ...new Set([first, ...current.map(({ from }) => from), ...changed.map(({ from }) => from)]),
  ].sort();
  const spans: DifferingSpan<T>[] = [];
  let open: Omit<DifferingSpan<T>, 'until'> | null = null;
  for (const day of days) {
    const before = valueOn(current, day) ?? absent;
    const after = valueOn(changed, day) ?? absent;
    if (open !== null && open.before === before && open.after === after) continue;
    if (open !== null) spans.push({ ...open, until: day });
    open = before === after ? null : { from: day, before, after };
  }
  if (open !== null) spans.push({ ...open, until: null });
  return spans;
}
