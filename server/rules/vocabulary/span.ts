import { addDays, FIRST_DAY, type Day } from './day';

/** The half-open interval of days `[from, until)`. Null means that the interval is open at that end. */
export interface Span {
  readonly from: Day | null;
  readonly until: Day | null;
}

/** The only definition of whether a span contains a day. An empty span (`from` = `until`) contains no day. */
export function countsOn(span: Span, day: Day): boolean {
  return (span.from === null || span.from <= day) && (span.until === null || day < span.until);
}

export function isEmpty(span: Span): boolean {
  return span.from !== null && span.until !== null && span.until <= span.from;
}

/** The last day of the span. Null: the span is open at its end, or empty. */
export function lastDayOf({ from, until }: Span): Day | null {
  return until === null || until <= (from ?? FIRST_DAY) ? null : addDays(until, -1);
}

/** The earlier of two ends. Null is no end. */
export function earlierEnd(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

export function overlap(a: Span, b: Span): boolean {
  if (isEmpty(a) || isEmpty(b)) return false;
  return startsBefore(a.from, b.until) && startsBefore(b.from, a.until);
}

function startsBefore(from: Day | null, until: Day | null): boolean {
  return from === null || until === null || from < until;
}
