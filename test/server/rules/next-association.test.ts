import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths, day, nextAssociation, type Day } from '../../../server/rules';

const POLICY = { associationsPerYear: 3, daysBetweenAssociations: 30 };
const next = (starts: readonly string[], policy = POLICY) => nextAssociation(starts.map(day), policy);

describe('the next association', () => {
  it('of who has never associated is on any day', () => {
    expect(next([])).toBeNull();
  });

  it.each([
    [['2026-01-01'], '2026-01-31'],
    [['2026-01-31'], '2026-03-02'],
    // The 29th of February is a day like any other.
    [['2024-01-30'], '2024-02-29'],
    [['2023-01-30'], '2023-03-01'],
    [['2023-12-31'], '2024-01-30'],
    [['2025-01-01', '2026-01-01'], '2026-01-31'],
  ])('after %j is 30 days after the last start: %s', (starts, expected) => {
    expect(next(starts)).toEqual({ day: expected, limit: 'days-between' });
  });

  it.each([
    [['2026-01-01', '2026-02-01', '2026-03-15'], '2027-01-01'],
    // Twelve months clamp at month ends.
    [['2024-02-29', '2024-05-01', '2024-07-01'], '2025-02-28'],
    [['2023-02-28', '2023-05-01', '2023-07-01'], '2024-02-28'],
    [['2025-12-31', '2026-02-01', '2026-04-01'], '2026-12-31'],
    // Only the third-last start counts for the year, whatever was before it.
    [['2025-12-01', '2026-01-01', '2026-02-01', '2026-03-15'], '2027-01-01'],
  ])('after %j is a year after the third-last start: %s', (starts, expected) => {
    expect(next(starts)).toEqual({ day: expected, limit: 'per-year' });
  });

  it('waits for the later of the two', () => {
    expect(next(['2025-03-20', '2025-06-01', '2026-03-10'])).toEqual({
      day: '2026-04-09',
      limit: 'days-between',
    });
    expect(next(['2025-04-10', '2025-06-01', '2026-03-10'])).toEqual({
      day: '2026-04-10',
      limit: 'per-year',
    });
    // On the very same day it is the pause that is named.
    expect(next(['2025-04-09', '2025-06-01', '2026-03-10'])).toEqual({
      day: '2026-04-09',
      limit: 'days-between',
    });
  });

  it('counts two starts on one day as two', () => {
    const twice = ['2026-03-01', '2026-03-01', '2026-03-01'];
    expect(next(twice)).toEqual({ day: '2027-03-01', limit: 'per-year' });
    expect(next(twice.slice(1))).toEqual({ day: '2026-03-31', limit: 'days-between' });
  });

  it('follows the numbers of the policy', () => {
    const starts = ['2026-01-01', '2026-02-01', '2026-03-01'];
    expect(next(starts, { associationsPerYear: 1, daysBetweenAssociations: 30 })?.day).toBe('2027-03-01');
    expect(next(starts, { associationsPerYear: 2, daysBetweenAssociations: 30 })?.day).toBe('2027-02-01');
    expect(next(starts, { associationsPerYear: 4, daysBetweenAssociations: 30 })?.day).toBe('2026-03-31');
    expect(next(starts, { associationsPerYear: 4, daysBetweenAssociations: 0 })?.day).toBe('2026-03-01');
    expect(next(starts, { associationsPerYear: 2, daysBetweenAssociations: 400 })).toEqual({
      day: '2027-04-05',
      limit: 'days-between',
    });
  });

  it('is the first day on which no limit is broken, whatever the order of the starts', () => {
    const someDay = fc.integer({ min: 0, max: 1500 }).map((days) => addDays(day('2023-06-15'), days));
    fc.assert(
      fc.property(
        fc.array(someDay, { minLength: 1, maxLength: 7 }),
        fc.record({
          associationsPerYear: fc.integer({ min: 1, max: 4 }),
          daysBetweenAssociations: fc.integer({ min: 0, max: 100 }),
        }),
        (starts, policy) => {
          const isPermitted = (on: Day) =>
            starts.every((start) => addDays(start, policy.daysBetweenAssociations) <= on) &&
            starts.filter((start) => addMonths(start, 12) > on).length < policy.associationsPerYear;
          const found = nextAssociation(starts, policy);
          if (found === null) throw new Error('There was a start.');
          expect([isPermitted(addDays(found.day, -1)), isPermitted(found.day)]).toEqual([false, true]);
          expect(nextAssociation(starts.toReversed(), policy)).toEqual(found);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
