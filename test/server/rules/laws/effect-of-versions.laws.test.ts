import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  compareStatuses,
  effectOfVersions,
  isGain,
  statusOn,
  type Catalogue,
  type Effect,
} from '../../../../server/rules';
import { effectsOn, asEffects } from '../../../support/effects';
import { everyDay } from '../../../support/brute-force-status';
import { facts, FIRST_GENERATED_DAY, GENERATED_DAYS, someDay, versions } from '../../../support/generated';

const LAST = addDays(FIRST_GENERATED_DAY, GENERATED_DAYS + 100);

/** The known versions, and the same versions with one more version that is published on `today`. */
const publication = fc
  .tuple(versions, versions, someDay)
  .map(([known, [next], today]) => {
    const published: Catalogue[] = next === undefined ? [] : [{ ...next, version: known.length + 1 }];
    return { known, published, today };
  })
  .chain(({ known, published, today }) =>
    fc.integer({ min: 1, max: 30 }).map((days) => {
      const appliesFrom = addDays(today, days);
      return {
        known,
        all: [...known, ...published.map((one) => ({ ...one, appliesFrom }))],
        today,
        appliesFrom,
      };
    }),
  );

describe('the effects of a published version', () => {
  it('equal the differences between the statuses with and without it on every day', () => {
    fc.assert(
      fc.property(publication, facts, ({ known, all, today }, facts) => {
        const effects = effectOfVersions(known, all, facts, today);
        for (const day of everyDay(today, LAST)) {
          const differences = compareStatuses(statusOn(known, facts, day), statusOn(all, facts, day));
          expect({ day, effects: effectsOn(effects, day) }).toEqual({
            day,
            effects: asEffects(differences),
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('are sorted by day, and each lasts as long as its answers stay the same', () => {
    fc.assert(
      fc.property(publication, facts, ({ known, all, today }, facts) => {
        const effects = effectOfVersions(known, all, facts, today);
        const starts = effects.map(({ from }) => from);
        expect(starts).toEqual(starts.toSorted());
        const ofOne = Map.groupBy(effects, (effect) =>
          'competency' in effect ? `${effect.of} ${effect.competency}` : effect.of,
        );
        for (const [first, ...others] of ofOne.values()) {
          let before = first;
          for (const next of others) {
            if (before?.until === next.from) {
              expect([next.before, next.after]).not.toEqual([before.before, before.after]);
            }
            before = next;
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('change no level before the version applies', () => {
    fc.assert(
      fc.property(publication, facts, ({ known, all, today, appliesFrom }, facts) => {
        for (const { of, from } of effectOfVersions(known, all, facts, today)) {
          expect(from >= today).toBe(true);
          if (!['renewalAtRisk', 'willBeEligible'].includes(of)) expect(from >= appliesFrom).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are inverted when the version is withdrawn: gains become losses', () => {
    const inverted = ({ before, after, ...effect }: Effect) => ({ ...effect, before: after, after: before });
    fc.assert(
      fc.property(publication, facts, ({ known, all, today }, facts) => {
        const forward = effectOfVersions(known, all, facts, today);
        const backward = effectOfVersions(all, known, facts, today);
        expect(backward).toEqual(forward.map(inverted));
        expect(backward.map(isGain)).toEqual(forward.map((effect) => !isGain(effect)));
      }),
      { numRuns: 300 },
    );
  });

  it('are empty if the versions are the same', () => {
    fc.assert(
      fc.property(versions, facts, someDay, (known, facts, today) => {
        expect(effectOfVersions(known, known, facts, today)).toEqual([]);
      }),
    );
  });
});
