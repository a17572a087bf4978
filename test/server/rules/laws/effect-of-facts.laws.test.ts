import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  compareStatuses,
  effectOfFacts,
  effectOfVersions,
  isGain,
  statusOn,
} from '../../../../server/rules';
import { runningOn, saidBy } from '../../../support/effects';
import { everyDay } from '../../../support/exhaustive';
import { facts, FIRST, LENGTH, someDay, versions } from '../../../support/generated';

const LAST = addDays(FIRST, LENGTH + 100);

describe('the effect of other facts', () => {
  it('is on every day what the statuses by these and by the others do not have in common', () => {
    fc.assert(
      fc.property(versions, facts, facts, someDay, (known, facts, others, from) => {
        const effects = effectOfFacts(known, facts, others, from);
        for (const day of everyDay(from, LAST)) {
          const differences = compareStatuses(statusOn(known, facts, day), statusOn(known, others, day));
          expect({ day, effects: runningOn(effects, day) }).toEqual({ day, effects: saidBy(differences) });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is the same on all days on which it is asked for, from the beginning or from a day on', () => {
    fc.assert(
      fc.property(versions, facts, facts, someDay, (known, facts, others, from) => {
        const all = effectOfFacts(known, facts, others, null);
        const some = effectOfFacts(known, facts, others, from);
        for (const day of everyDay(from, LAST)) expect(runningOn(all, day)).toEqual(runningOn(some, day));
      }),
      { numRuns: 100 },
    );
  });

  it('is undone by going back: what is gained is lost', () => {
    fc.assert(
      fc.property(versions, facts, facts, (known, facts, others) => {
        const there = effectOfFacts(known, facts, others, null);
        const back = effectOfFacts(known, others, facts, null);
        expect(
          back.map((effect) => [effect.of, effect.from, effect.until, effect.after, effect.before]),
        ).toEqual(there.map((effect) => [effect.of, effect.from, effect.until, effect.before, effect.after]));
        // A flag that there is only with a membership is neither gained nor lost with it.
        const levels = there.filter(({ of }) => of !== 'willBeEligible');
        expect(back.filter(({ of }) => of !== 'willBeEligible').map(isGain)).toEqual(
          levels.map((one) => !isGain(one)),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('is none where nothing changes', () => {
    fc.assert(
      fc.property(versions, facts, (known, facts) => {
        expect(effectOfFacts(known, facts, facts, null)).toEqual([]);
        expect(effectOfVersions(known, known, facts, FIRST)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
