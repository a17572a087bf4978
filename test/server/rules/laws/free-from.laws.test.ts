import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, quote, renewalWindow, runningTerm, type Day } from '../../../../server/rules';
import { freeFrom } from '../../../../server/rules/membership/free-from';
import { everyDay } from '../../../support/exhaustive';
import { AFTER_ALL, facts, level, someDay, versions } from '../../../support/generated';
import { histories } from '../../../support/generated-histories';
import { offerOf } from '../../../support/paid-terms';

it('a new term can begin from the first day on, on which no term runs and no renewal is in grace', () => {
  fc.assert(
    fc.property(versions, facts, someDay, (versions, { memberships: terms }, day) => {
      const first = [...everyDay(day, addDays(AFTER_ALL, 100))].find(
        (later) =>
          runningTerm(terms, later) === null && renewalWindow(versions, terms, later)?.state !== 'in-grace',
      );
      expect(freeFrom(versions, terms, day)).toBe(first);
    }),
    { numRuns: 500 },
  );
});

it('a new membership that the terms forbid is allowed on the day it waits for, if nothing is done until then', () => {
  let waited = 0;
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
        if (passesFrom === null) throw new Error('A term that runs will have run.');
        expect(checksOn(passesFrom).filter(({ passed }) => !passed)).toEqual([]);
        waited += 1;
      }
    }),
    { numRuns: 100 },
  );
  expect(waited).toBeGreaterThan(10);
});
