import type { Day } from '../vocabulary/day';

/** A value over time: each entry holds from its day until the next entry's. */
export type Timeline<T> = readonly { readonly from: Day; readonly value: T }[];

/** The value on a day; undefined before the first entry. */
export function valueOn<T>(track: Timeline<T>, day: Day): T | undefined {
  let found: T | undefined;
  for (const { from, value } of track) {
    if (from > day) break;
    found = value;
  }
  return found;
}

/** The part of a track from one day to another, both included (null: to its end). */
export function clip<T>(track: Timeline<T>, from: Day, last: Day | null): Timeline<T> {
  const clipped: { from: Day; value: T }[] = [];
  for (const entry of track) {
    if (last !== null && entry.from > last) break;
    if (entry.from <= from) clipped[0] = { from, value: entry.value };
    else clipped.push(entry);
  }
  return clipped;
}

/** Appends to a track that is being made; what changes nothing is left out, and of one day the last word counts. */
export function append<T>(track: { from: Day; value: T }[], from: Day, value: T): void {
  if (track.at(-1)?.from === from) track.pop();
  const last = track.at(-1);
  if (last === undefined || last.value !== value) track.push({ from, value });
}
