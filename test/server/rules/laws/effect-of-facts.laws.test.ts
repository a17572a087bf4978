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
import { effectsOn, asEffects } from '../../../support/effects';
import { everyDay } from '../../../support/brute-force-status';
import { facts, FIRST_GENERATED_DAY, GENERATED_DAYS, someDay, versions } from '../../../support/generated';

const LAST = addDays(FIRST_GENERATED_DAY, GENERATED_DAYS + 100);

describe('the effects of changed facts', () => {
  it('equal the differences between the two statuses on every day', () => {
    fc.assert(
      fc.property(versions, facts, facts, someDay, (known, facts, others, from) => {
        const effects = effectOfFacts(known, facts, others, from);
        for (const day of everyDay(from, LAST)) {
          const differences = compareStatuses(statusOn(known, facts, day), statusOn(known, others, day));
          expect({ day, effects: effectsOn(effects, day) }).toEqual({ day, effects: asEffects(differences) });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('are the same for a day whether computed from the beginning of time or from a later day', () => {
    fc.assert(
      fc.property(versions, facts, facts, someDay, (known, facts, others, from) => {
        const all = effectOfFacts(known, facts, others, null);
        const some = effectOfFacts(known, facts, others, from);
        for (const day of everyDay(from, LAST)) expect(effectsOn(all, day)).toEqual(effectsOn(some, day));
      }),
      { numRuns: 100 },
    );
  });

  it('are inverted if the change is reversed: gains become losses', () => {
    fc.assert(
      fc.property(versions, facts, facts, (known, facts, others) => {
        const forward = effectOfFacts(known, facts, others, null);
        const backward = effectOfFacts(known, others, facts, null);
        expect(
          backward.map((effect) => [effect.of, effect.from, effect.until, effect.after, effect.before]),
        ).toEqual(
          forward.map((effect) => [effect.of, effect.from, effect.until, effect.before, effect.after]),
        );
        // willBeEligible is null without a membership, and a change to or from null is neither a gain nor a loss.
        const levels = forward.filter(({ of }) => of !== 'willBeEligible');
        expect(backward.filter(({ of }) => of !== 'willBeEligible').map(isGain)).toEqual(
          levels.map((one) => !isGain(one)),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('are empty if nothing changes', () => {
    fc.assert(
      fc.property(versions, facts, (known, facts) => {
        expect(effectOfFacts(known, facts, facts, null)).toEqual([]);
        expect(effectOfVersions(known, known, facts, FIRST_GENERATED_DAY)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
