import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  attainedLevels,
  countsOn,
  displayedCompetencies,
  displayedSince,
  eligibleLevels,
  renewalFlags,
  somePathHolds,
  LEVELS,
  type Levels,
} from '../../../../server/rules';
import { everyDay, bruteForceStatus } from '../../../support/brute-force-status';
import { facts, shuffled, someDay, versions } from '../../../support/generated';

const record = (levels: Levels) => Object.fromEntries(levels);

describe('the status of a day', () => {
  it('equals an exhaustive evaluation that tries every assignment on every day', () => {
    fc.assert(
      fc.property(versions, facts, someDay, (versions, facts, day) => {
        const expected = bruteForceStatus(versions, facts, day);
        const { renewalAtRisk, willBeEligible } = renewalFlags(versions, facts, day);
        expect({
          attained: record(attainedLevels(versions, facts, day)),
          eligible: eligibleLevels(versions, facts, day),
          displayed: record(displayedCompetencies(versions, facts, day)),
          renewalAtRisk,
          willBeEligible,
        }).toEqual({
          attained: expected.attained,
          eligible: expected.eligible,
          displayed: expected.displayed,
          renewalAtRisk: expected.renewalAtRisk,
          willBeEligible: expected.willBeEligible,
        });
      }),
      { numRuns: 3000 },
    );
  });

  it('dates each displayed level from the first day of the term on which that level was displayed', () => {
    fc.assert(
      fc.property(versions, facts, someDay, (versions, facts, day) => {
        const term = facts.memberships.find((one) => countsOn(one, day));
        const days = term === undefined ? [] : [...everyDay(term.from, day)];
        const today = bruteForceStatus(versions, facts, day).displayed;
        const first = new Map<string, object>();
        for (const from of days.toReversed()) {
          const shown = bruteForceStatus(versions, facts, from).displayed;
          for (const [key, level] of Object.entries(today)) {
            if (shown[key] === level) first.set(key, { level, from, until: term?.until });
          }
        }
        expect(Object.fromEntries(displayedSince(versions, facts, day))).toEqual(Object.fromEntries(first));
      }),
      { numRuns: 200 },
    );
  });

  it('does not depend on the order of facts', () => {
    const shuffledTwin = facts.chain((facts) => fc.tuple(fc.constant(facts), shuffled(facts)));
    fc.assert(
      fc.property(versions, shuffledTwin, someDay, (versions, [facts, mixed], day) => {
        expect(attainedLevels(versions, mixed, day)).toEqual(attainedLevels(versions, facts, day));
        expect(displayedCompetencies(versions, mixed, day)).toEqual(
          displayedCompetencies(versions, facts, day),
        );
        expect(renewalFlags(versions, mixed, day)).toEqual(renewalFlags(versions, facts, day));
        const reversed = [...versions].reverse();
        expect(attainedLevels(reversed, facts, day)).toEqual(attainedLevels(versions, facts, day));
        for (const level of LEVELS) {
          expect(somePathHolds(versions, mixed, 'alpha', level, day)).toBe(
            somePathHolds(versions, facts, 'alpha', level, day),
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});
