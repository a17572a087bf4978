import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, quote, renewalWindow, runningTerm, type Day } from '../../../../server/rules';
import { firstFreeDay } from '../../../../server/rules/membership/first-free-day';
import { everyDay } from '../../../support/brute-force-status';
import { DAY_AFTER_ALL_CHANGES, facts, level, someDay, versions } from '../../../support/generated';
import { histories } from '../../../support/generated-histories';
import { offerOf } from '../../../support/paid-terms';

it('freeFrom returns the first day on which no term runs or is in grace', () => {
  fc.assert(
    fc.property(versions, facts, someDay, (versions, { memberships: terms }, day) => {
      const first = [...everyDay(day, addDays(DAY_AFTER_ALL_CHANGES, 100))].find(
        (later) =>
          runningTerm(terms, later) === null && renewalWindow(versions, terms, later)?.state !== 'in-grace',
      );
      expect(firstFreeDay(versions, terms, day)).toBe(first);
    }),
    { numRuns: 500 },
  );
});

it('a new membership blocked by existing terms passes its checks on the promised day if nothing else is bought', () => {
  let promises = 0;
  fc.assert(
    fc.property(histories, level, ({ versions, moments }, level) => {
      for (const { before, day } of moments) {
        const checksOn = (on: Day) =>
          quote(versions, before, offerOf(versions, level, on), 'NEW', on).checks.filter(
            ({ key }) => key !== 'eligible-level',
          );
        const failed = checksOn(day).filter(({ passed }) => !passed);
        const passesFrom = failed.find(
          ({ key }) => key === 'no-running-term' || key === 'not-in-grace',
        )?.passesFrom;
        if (passesFrom === undefined) continue;
        if (passesFrom === null) throw new Error('Every running term ends, so a day must be promised.');
        expect(checksOn(passesFrom).filter(({ passed }) => !passed)).toEqual([]);
        promises += 1;
      }
    }),
    { numRuns: 100 },
  );
  expect(promises).toBeGreaterThan(10);
});
