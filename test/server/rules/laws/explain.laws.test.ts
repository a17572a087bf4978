import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  explain,
  explainAll,
  type Catalogue,
  type Day,
  type Explanation,
  type Facts,
  type PeopleProgress,
  type Requirement,
  type RequirementProgress,
  versionOn,
} from '../../../../server/rules';
import { bruteForceStatus, requirementHolds } from '../../../support/brute-force-status';
import { facts, shuffled, someDay, versions } from '../../../support/generated';

type Check = (explanation: Explanation, versions: readonly Catalogue[], facts: Facts, day: Day) => void;

function forEachExplanation(check: Check, numRuns = 600): void {
  fc.assert(
    fc.property(versions, facts, someDay, (versions, facts, day) => {
      const all = explainAll(versions, facts, day);
      expect(all.map(({ competency }) => competency)).toEqual(
        versionOn(versions, day).competencies.map(({ key }) => key),
      );
      for (const explanation of all) {
        expect(explain(versions, facts, explanation.competency, day)).toEqual(explanation);
        check(explanation, versions, facts, day);
      }
    }),
    { numRuns },
  );
}

function pairs(explanation: Explanation): [Requirement, RequirementProgress][] {
  const within = (
    requirement: Requirement,
    progress: RequirementProgress,
  ): [Requirement, RequirementProgress][] => [
    [requirement, progress],
    ...((requirement.kind === 'all' || requirement.kind === 'any') && 'of' in progress
      ? requirement.of.flatMap((part, i) => within(part, progress.of[i] as RequirementProgress))
      : []),
  ];
  return explanation.paths.flatMap(({ path, requirements }) =>
    path.requirements.flatMap((requirement, i) =>
      within(requirement, requirements[i] as RequirementProgress),
    ),
  );
}

function people(explanation: Explanation): PeopleProgress[] {
  return pairs(explanation).flatMap(([, progress]) => (progress.kind === 'people' ? [progress] : []));
}

describe('an explanation', () => {
  it('shows for every requirement whether it holds, that is, whether `have` reaches `need`', () => {
    forEachExplanation((explanation, versions, facts, day) => {
      const catalogue = versionOn(versions, day);
      for (const [requirement, progress] of pairs(explanation)) {
        expect(progress.kind).toBe(requirement.kind);
        expect(progress.holds).toBe(requirementHolds(requirement, catalogue, facts, day));
        const isOpen = progress.kind !== 'metric' || progress.months.length > 0;
        expect(progress.need !== null && isOpen && progress.have >= progress.need).toBe(progress.holds);
      }
      const proven = bruteForceStatus(versions, facts, day).proven[explanation.competency] ?? null;
      expect(explanation.levelWithoutOverrides).toBe(proven);
      if (explanation.retiredOn !== null && explanation.retiredOn <= day) return;
      const holding = explanation.paths.filter(({ holds }) => holds).map(({ path }) => path.level);
      expect(holding.includes('GOLD') ? 'GOLD' : (holding[0] ?? null)).toBe(proven);
    });
  });

  it('fills at most one slot with each person, and lists achievements that alone satisfy the need', () => {
    forEachExplanation((explanation, versions, facts, day) => {
      const catalogue = versionOn(versions, day);
      for (const { slots, spare } of people(explanation)) {
        const assigned = slots.flatMap(({ person }) => (person === null ? [] : [person]));
        expect(new Set([...assigned, ...spare]).size).toBe(assigned.length + spare.length);
        for (const { person: id, need, achievements } of slots) {
          const person = facts.people.find((one) => one.id === id);
          if (person === undefined) continue;
          const alone = {
            ...person,
            achievements: person.achievements.filter((one) => achievements.includes(one.id)),
          };
          const slot: Requirement = { kind: 'people', groups: [{ count: 1, each: need, ofThose: null }] };
          expect(alone.achievements).toHaveLength(achievements.length);
          expect(requirementHolds(slot, catalogue, { ...facts, people: [alone] }, day)).toBe(true);
        }
      }
    });
  });

  it('gives a reason for every achievement that fills no slot of an effective path', () => {
    forEachExplanation((explanation, _versions, facts, day) => {
      const used = new Set(
        explanation.paths
          .filter(({ effective }) => effective)
          .flatMap((path) => people({ ...explanation, paths: [path] }))
          .flatMap(({ slots }) => slots.flatMap(({ achievements }) => achievements)),
      );
      const uncounted = new Map(explanation.uncounted.map((one) => [one.achievement, one]));
      for (const person of facts.people) {
        for (const { id, earnedOn, revokedOn } of person.achievements) {
          expect(uncounted.has(id)).toBe(!used.has(id));
          const reasons = uncounted.get(id)?.reasons;
          if (reasons === undefined) continue;
          const kinds = reasons.map(({ kind }) => kind);
          expect(kinds.length).toBeGreaterThan(0);
          expect(kinds.includes('not-yet-earned')).toBe(earnedOn > day);
          if (revokedOn !== null) expect(kinds.includes('revoked')).toBe(revokedOn <= day);
          for (const reason of reasons) {
            if (reason.kind === 'not-yet-earned') expect(reason.day > day).toBe(true);
            else if ('day' in reason && reason.day !== null) expect(reason.day <= day).toBe(true);
          }
        }
      }
    });
  });

  it('does not depend on the order of the facts', () => {
    const twins = facts.chain((facts) => fc.tuple(fc.constant(facts), shuffled(facts)));
    fc.assert(
      fc.property(versions, twins, someDay, (versions, [facts, mixed], day) => {
        for (const { key } of versionOn(versions, day).competencies) {
          expect(explain(versions, mixed, key, day)).toEqual(explain(versions, facts, key, day));
        }
      }),
      { numRuns: 300 },
    );
  });
});
