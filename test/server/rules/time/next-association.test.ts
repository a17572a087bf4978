import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  day,
  nextAssociation,
  versionOn,
  type Catalogue,
  type Day,
} from '../../../../server/rules';
import { catalogue2017 } from '../../../support/catalogue';

const POLICY = { associationsPerYear: 3, daysBetweenAssociations: 30 };
const LONG_AGO = day('2000-01-01');

function versionWith(policy: typeof POLICY, version = 1, appliesFrom: Day | null = null): Catalogue {
  return { ...catalogue2017, version, appliesFrom, policy: { ...catalogue2017.policy, ...policy } };
}

function next(starts: readonly string[], policy = POLICY) {
  const result = nextAssociation(starts.map(day), [versionWith(policy)], LONG_AGO);
  return result.waiting === null ? null : { day: result.day, limit: result.waiting.limit };
}

describe('the next association', () => {
  it('is possible on any day if there is no earlier start', () => {
    expect(next([])).toBeNull();
  });

  it.each([
    [['2026-01-01'], '2026-01-31'],
    [['2026-01-31'], '2026-03-02'],
    [['2024-01-30'], '2024-02-29'],
    [['2023-01-30'], '2023-03-01'],
    [['2023-12-31'], '2024-01-30'],
    [['2025-01-01', '2026-01-01'], '2026-01-31'],
  ])('after %j is 30 days after the last start: %s', (starts, expected) => {
    expect(next(starts)).toEqual({ day: expected, limit: 'days-between' });
  });

  it.each([
    [['2026-01-01', '2026-02-01', '2026-03-15'], '2027-01-01'],
    // A year from 29 February ends on 28 February.
    [['2024-02-29', '2024-05-01', '2024-07-01'], '2025-02-28'],
    [['2023-02-28', '2023-05-01', '2023-07-01'], '2024-02-28'],
    [['2025-12-31', '2026-02-01', '2026-04-01'], '2026-12-31'],
    // Starts before the third-last start have no effect.
    [['2025-12-01', '2026-01-01', '2026-02-01', '2026-03-15'], '2027-01-01'],
  ])('after %j is a year after the third-last start: %s', (starts, expected) => {
    expect(next(starts)).toEqual({ day: expected, limit: 'per-year' });
  });

  it('waits for the later of the two limits', () => {
    expect(next(['2025-03-20', '2025-06-01', '2026-03-10'])).toEqual({
      day: '2026-04-09',
      limit: 'days-between',
    });
    expect(next(['2025-04-10', '2025-06-01', '2026-03-10'])).toEqual({
      day: '2026-04-10',
      limit: 'per-year',
    });
    // If both limits end on the same day, `days-between` is reported.
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

  it('applies the limits of the policy', () => {
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

  it('is the first day that breaks no limit, whatever the order of the starts', () => {
    const someDay = fc.integer({ min: 0, max: 1500 }).map((days) => addDays(day('2023-06-15'), days));
    fc.assert(
      fc.property(
        fc.array(someDay, { minLength: 1, maxLength: 7 }),
        fc.record({
          associationsPerYear: fc.integer({ min: 1, max: 4 }),
          daysBetweenAssociations: fc.integer({ min: 0, max: 100 }),
        }),
        (starts, policy) => {
          const result = nextAssociation(starts, [versionWith(policy)], LONG_AGO);
          const before = addDays(result.day, -1);
          expect([isPermitted(starts, policy, before), isPermitted(starts, policy, result.day)]).toEqual([
            false,
            true,
          ]);
          expect(nextAssociation(starts.toReversed(), [versionWith(policy)], LONG_AGO)).toEqual(result);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['more days', 60, '2026-06-30', 60],
    ['fewer days', 10, '2026-05-11', 10],
    ['no days', 0, '2026-05-10', 30],
  ])(
    'is judged by the version in force on each day: a later version requires %s',
    (_case, days, expected, least) => {
      const later = versionWith({ ...POLICY, daysBetweenAssociations: days }, 2, day('2026-05-10'));
      const result = nextAssociation([day('2026-05-01')], [versionWith(POLICY), later], day('2026-05-01'));
      expect(result).toMatchObject({
        day: expected,
        waiting: { limit: 'days-between', limits: { daysBetweenAssociations: least } },
      });
    },
  );

  it('is the given day if no limit applies', () => {
    expect(nextAssociation([day('2026-01-01')], [versionWith(POLICY)], day('2026-01-31'))).toEqual({
      day: '2026-01-31',
      waiting: null,
    });
  });

  it('is the first day, on or after the given day, that the version in force on that day permits', () => {
    const someDay = fc.integer({ min: 0, max: 600 }).map((days) => addDays(day('2025-06-15'), days));
    const limits = fc.record({
      associationsPerYear: fc.integer({ min: 1, max: 4 }),
      daysBetweenAssociations: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(
        fc.array(someDay, { maxLength: 5 }),
        limits,
        fc.array(fc.tuple(limits, someDay), { maxLength: 3 }),
        someDay,
        (starts, first, others, from) => {
          const versions = [
            versionWith(first),
            ...others.map(([policy, appliesFrom], i) => versionWith(policy, i + 2, appliesFrom)),
          ];
          const permits = (on: Day) => isPermitted(starts, versionOn(versions, on).policy, on);
          let expected = from;
          while (!permits(expected)) expected = addDays(expected, 1);
          const result = nextAssociation(starts, versions, from);
          expect([result.day, result.waiting === null]).toEqual([expected, permits(from)]);
        },
      ),
      { numRuns: 500 },
    );
  });
});

function isPermitted(starts: readonly Day[], policy: typeof POLICY, on: Day): boolean {
  return (
    starts.every((start) => addDays(start, policy.daysBetweenAssociations) <= on) &&
    starts.filter((start) => addMonths(start, 12) > on).length < policy.associationsPerYear
  );
}
