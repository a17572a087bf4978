import { isRise } from './causes';
import type { Day } from '../vocabulary/day';
import type { ChangedAnswer } from './forecast';
import type { StatusTimelines } from './status-timelines';
import { valueOn, type Timeline } from './timeline';

/** On the days `[from, until)` an answer is another under other facts or other versions of the catalogue. */
export type Effect = ChangedAnswer & { readonly from: Day; readonly until: Day | null };

/** What two statuses over time, both from this day on, do not have in common, in the order of days. */
export function effectsBetween(was: StatusTimelines, is: StatusTimelines, from: Day): readonly Effect[] {
  const ofCompetencies = (of: 'attained' | 'displayed') =>
    [...new Set([...was[of].keys(), ...is[of].keys()])]
      .sort()
      .flatMap((competency) =>
        differing(was[of].get(competency) ?? [], is[of].get(competency) ?? [], from, null).map(
          (span): Effect => ({ of, competency, ...span }),
        ),
      );
  const effects: Effect[] = [
    ...ofCompetencies('attained'),
    ...differing(was.eligible, is.eligible, from, null).map((span): Effect => ({ of: 'eligible', ...span })),
    ...differing(was.membership, is.membership, from, null).map((span): Effect => ({
      of: 'membership',
      ...span,
    })),
    ...ofCompetencies('displayed'),
    ...differing(was.renewalAtRisk, is.renewalAtRisk, from, false).map((span): Effect => ({
      of: 'renewalAtRisk',
      ...span,
    })),
    ...differing(was.willBeEligible, is.willBeEligible, from, null).map((span): Effect => ({
      of: 'willBeEligible',
      ...span,
    })),
  ];
  // Sorting is stable: of one day, in the order above.
  return effects.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

/** True for what is better than it was, for the organization. What an effect changes is either better or worse. */
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

interface Differing<T> {
  readonly from: Day;
  readonly until: Day | null;
  readonly before: T;
  readonly after: T;
}

/** The longest spans on which two tracks have two values; without an entry a track has the value `absent`. */
function differing<T>(was: Timeline<T>, is: Timeline<T>, first: Day, absent: T): readonly Differing<T>[] {
  const days = [...new Set([first, ...was.map(({ from }) => from), ...is.map(({ from }) => from)])].sort();
  const spans: Differing<T>[] = [];
  let open: Omit<Differing<T>, 'until'> | null = null;
  for (const day of days) {
    const before = valueOn(was, day) ?? absent;
    const after = valueOn(is, day) ?? absent;
    if (open !== null && open.before === before && open.after === after) continue;
    if (open !== null) spans.push({ ...open, until: day });
    open = before === after ? null : { from: day, before, after };
  }
  if (open !== null) spans.push({ ...open, until: null });
  return spans;
}
