import type { Day } from '../vocabulary/day';

/** A value over time. Each entry applies from its day until the day of the next entry. */
export type Timeline<T> = readonly { readonly from: Day; readonly value: T }[];

/** Undefined before the first entry. */
export function valueOn<T>(timeline: Timeline<T>, day: Day): T | undefined {
  let latest: T | undefined;
  for (const { from, value } of timeline) {
    if (from > day) break;
    latest = value;
  }
  return latest;
}

/** The part of a timeline from `from` to `last`, both included (null: to its end). */
export function clipTimeline<T>(timeline: Timeline<T>, from: Day, last: Day | null): Timeline<T> {
  const clipped: { from: Day; value: T }[] = [];
  for (const entry of timeline) {
    if (last !== null && entry.from > last) break;
    if (entry.from <= from) clipped[0] = { from, value: entry.value };
    else clipped.push(entry);
  }
  return clipped;
}

/** Appends an entry. Replaces an entry of the same day, and skips an entry that changes nothing. */
export function appendEntry<T>(timeline: { from: Day; value: T }[], from: Day, value: T): void {
  if (timeline.at(-1)?.from === from) timeline.pop();
  const last = timeline.at(-1);
  if (last === undefined || last.value !== value) timeline.push({ from, value });
}
