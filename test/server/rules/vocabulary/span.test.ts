import { describe, expect, it } from '@jest/globals';
import { countsOn, day, earlierEnd, FIRST_DAY, lastDayOf } from '../../../../server/rules';

const span = (from: string | null, until: string | null) => ({
  from: from === null ? null : day(from),
  until: until === null ? null : day(until),
});

describe('the last day of a span', () => {
  it.each([
    ['2026-01-01', '2026-01-02', '2026-01-01'],
    ['2026-01-01', '2027-01-01', '2026-12-31'],
    [null, '2028-03-01', '2028-02-29'],
    ['0000-01-01', '0000-01-02', '0000-01-01'],
  ])('is the day before the end: [%s, %s) ends on %s', (from, until, last) => {
    const days = span(from, until);
    expect(lastDayOf(days)).toBe(last);
    expect([countsOn(days, day(last)), countsOn(days, day(until))]).toEqual([true, false]);
  });

  it.each([
    ['open', '2026-01-01', null],
    ['open at both ends', null, null],
    ['empty', '2026-01-01', '2026-01-01'],
    ['reversed', '2026-01-02', '2026-01-01'],
    ['before the calendar', null, FIRST_DAY],
  ])('is null when the span is %s', (_kind, from, until) => {
    expect(lastDayOf(span(from, until))).toBeNull();
  });
});

describe('the earlier of two ends', () => {
  const [early, late] = [day('2026-01-01'), day('2026-02-01')];

  it('is the earlier day, and null is no end', () => {
    expect(earlierEnd(early, late)).toBe(early);
    expect(earlierEnd(late, early)).toBe(early);
    expect(earlierEnd(null, late)).toBe(late);
    expect(earlierEnd(early, null)).toBe(early);
    expect(earlierEnd(null, null)).toBeNull();
  });
});
