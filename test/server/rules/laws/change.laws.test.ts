import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  attainedLevels,
  isAtLeast,
  statusSpans,
  type Catalogue,
  type Day,
  type Facts,
  type Levels,
  type Span,
} from '../../../../server/rules';
import { achievement, facts, factsWith, someDay, versions } from '../../../support/generated';

const unoverridden = factsWith({ overrides: false });

function neverLower(before: Levels, after: Levels): void {
  for (const [competency, level] of before) {
    const reached = after.get(competency);
    expect(reached !== undefined && isAtLeast(reached, level)).toBe(true);
  }
}

describe('a level', () => {
  it('is never lowered by an additional achievement', () => {
    fc.assert(
      fc.property(
        versions,
        unoverridden,
        achievement,
        fc.nat(),
        someDay,
        (versions, facts, one, index, day) => {
          const people = facts.people.map((person, i) =>
            i === index % facts.people.length
              ? { ...person, achievements: [...person.achievements, { ...one, id: 'one more' }] }
              : person,
          );
          neverLower(
            attainedLevels(versions, facts, day),
            attainedLevels(versions, { ...facts, people }, day),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is never lowered by a longer affiliation', () => {
    fc.assert(
      fc.property(
        versions,
        unoverridden,
        fc.nat(),
        fc.nat(),
        someDay,
        (versions, facts, index, days, day) => {
          const people = facts.people.map((person, i) =>
            i === index % facts.people.length
              ? { ...person, affiliations: person.affiliations.map((span) => longer(span, days % 60)) }
              : person,
          );
          neverLower(
            attainedLevels(versions, facts, day),
            attainedLevels(versions, { ...facts, people }, day),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });
});

function longer({ from, until }: Span, days: number): Span {
  return {
    from: from === null ? null : addDays(from, -days),
    until: until === null ? null : addDays(until, days),
  };
}

describe('moving every date by some days', () => {
  it('moves every answer by the same number of days if nothing is counted in months', () => {
    fc.assert(
      fc.property(
        versions,
        factsWith({ metrics: false }),
        fc.integer({ min: -400, max: 400 }),
        (versions, facts, days) => {
          // Calendar months differ in length, so a validity in months would end on another day.
          const endless = versions.map((version) => ({
            ...version,
            credentials: version.credentials.map((credential) => ({ ...credential, validityMonths: null })),
          }));
          const moved = statusSpans(shifted(endless, days), shifted(facts, days), null, null);
          expect(moved).toEqual(shifted(statusSpans(endless, facts, null, null), days));
        },
      ),
      { numRuns: 500 },
    );
  });
});

function shifted<T extends readonly Catalogue[] | Facts | object>(value: T, days: number): T {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'string' && /^\d{4}-\d\d-\d\d$/.test(part) ? addDays(part as Day, days) : part,
  ) as T;
}

describe('an evaluation', () => {
  it('changes neither the facts nor the catalogue, and is repeatable', () => {
    fc.assert(
      fc.property(versions, facts, (versions, facts) => {
        const before = JSON.stringify([versions, facts]);
        const first = statusSpans(versions, facts, null, null);
        expect(statusSpans(versions, facts, null, null)).toEqual(first);
        expect(JSON.stringify([versions, facts])).toBe(before);
      }),
      { numRuns: 300 },
    );
  });
});
