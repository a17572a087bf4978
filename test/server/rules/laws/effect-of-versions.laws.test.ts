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
import { runningOn, saidBy } from '../../../support/effects';
import { everyDay } from '../../../support/exhaustive';
import { facts, FIRST, LENGTH, someDay, versions } from '../../../support/generated';

const LAST = addDays(FIRST, LENGTH + 100);

/** Some versions, and the same with one more that is published on a day. */
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

describe('the effect of a version that is published', () => {
  it('is on every day what the statuses with and without it do not have in common', () => {
    fc.assert(
      fc.property(publication, facts, ({ known, all, today }, facts) => {
        const effects = effectOfVersions(known, all, facts, today);
        for (const day of everyDay(today, LAST)) {
          const differences = compareStatuses(statusOn(known, facts, day), statusOn(all, facts, day));
          expect({ day, effects: runningOn(effects, day) }).toEqual({
            day,
            effects: saidBy(differences),
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('comes in the order of days, each as long as the answers stay', () => {
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

  it('moves no level before the day from which it applies', () => {
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

  it('is the other way round when it is the version that is there, and what was a gain is none', () => {
    const turned = ({ before, after, ...effect }: Effect) => ({ ...effect, before: after, after: before });
    fc.assert(
      fc.property(publication, facts, ({ known, all, today }, facts) => {
        const there = effectOfVersions(known, all, facts, today);
        const back = effectOfVersions(all, known, facts, today);
        expect(back).toEqual(there.map(turned));
        expect(back.map(isGain)).toEqual(there.map((effect) => !isGain(effect)));
      }),
      { numRuns: 300 },
    );
  });

  it('is nothing when it says what is said already', () => {
    fc.assert(
      fc.property(versions, facts, someDay, (known, facts, today) => {
        expect(effectOfVersions(known, known, facts, today)).toEqual([]);
      }),
    );
  });
});
