import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eligibleLevels, LEVELS } from '../../../../server/rules';
import { eligibleFrom } from '../../../../server/rules/time/eligible-from';
import { runSync } from '../../../../server/rules/vocabulary/work';
import { everyDay } from '../../../support/brute-force-status';
import { DAY_AFTER_ALL_CHANGES, facts, someDay, versions } from '../../../support/generated';

const eligibleFromSync = runSync(eligibleFrom);

it('eligibleFrom returns the first day on which an evaluation of that day finds the level eligible', () => {
  fc.assert(
    fc.property(versions, facts, fc.constantFrom(...LEVELS), someDay, (versions, facts, level, day) => {
      const first = [...everyDay(day, DAY_AFTER_ALL_CHANGES)].find((later) =>
        eligibleLevels(versions, facts, later).includes(level),
      );
      expect(eligibleFromSync(versions, facts, level, day)).toBe(first ?? null);
    }),
    { numRuns: 300 },
  );
});
