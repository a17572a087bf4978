import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { add, wordsFor } from '../../../../server/rules/evaluation/people-set';
import {
  canBeFilled,
  matchedPeople,
  lowestMatching,
  type Slots,
} from '../../../../server/rules/evaluation/slot-matching';

function slots(
  people: number,
  kinds: readonly (readonly [count: number, candidates: readonly number[]])[],
): Slots[] {
  return kinds.map(([count, candidates]) => {
    const set = new Int32Array(wordsFor(people));
    for (const person of candidates) add(set, person);
    return { count, people: set };
  });
}

describe('filling slots', () => {
  it('moves an assigned person if a greedy assignment would leave a slot empty', () => {
    expect(
      canBeFilled(
        slots(2, [
          [1, [0, 1]],
          [1, [0]],
        ]),
      ),
    ).toBe(true);
    expect(
      lowestMatching(
        slots(2, [
          [1, [0, 1]],
          [1, [0]],
        ]),
        2,
      ),
    ).toEqual([[1], [0]]);
  });

  it('moves a chain of people to fill the last slot', () => {
    const chain = slots(4, [
      [1, [0, 1]],
      [1, [1, 2]],
      [1, [2, 3]],
      [1, [0]],
    ]);
    expect(canBeFilled(chain)).toBe(true);
    expect(lowestMatching(chain, 4)).toEqual([[1], [2], [3], [0]]);
  });

  it('leaves one of three slots empty if only two people fit', () => {
    const short = slots(3, [
      [1, [0, 1]],
      [1, [0, 1]],
      [1, [0, 1]],
    ]);
    expect(canBeFilled(short)).toBe(false);
    expect(lowestMatching(short, 3)).toEqual([[0], [1], [null]]);
  });

  it('assigns the lowest person to the first slot without leaving another slot empty', () => {
    expect(
      lowestMatching(
        slots(3, [
          [2, [0, 1, 2]],
          [1, [0]],
        ]),
        3,
      ),
    ).toEqual([[1, 2], [0]]);
    expect(lowestMatching(slots(3, [[2, [2, 0, 1]]]), 3)).toEqual([[0, 1]]);
  });

  it('leaves the later of two slots empty if either could be filled', () => {
    expect(
      lowestMatching(
        slots(1, [
          [1, [0]],
          [1, [0]],
        ]),
        1,
      ),
    ).toEqual([[0], [null]]);
    expect(
      lowestMatching(
        slots(2, [
          [1, []],
          [1, [1]],
        ]),
        2,
      ),
    ).toEqual([[null], [1]]);
  });

  it('assigns no person if there are no slots', () => {
    expect(canBeFilled([])).toBe(true);
    expect(lowestMatching([], 3)).toEqual([]);
  });

  const kinds = fc.array(
    fc.tuple(fc.constantFrom(1, 1, 2), fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 6 })),
    { maxLength: 4 },
  );

  it('finds the lowest of all assignments that fill the most slots', () => {
    fc.assert(
      fc.property(kinds, (kinds) => {
        const expected = lowestAssignment(candidatesBySlot(kinds));
        const assignment = lowestMatching(slots(6, kinds), 6).flat();
        expect(assignment).toEqual(expected);
        expect(canBeFilled(slots(6, kinds))).toBe(!expected.includes(null));
        expect(matchedPeople(slots(6, kinds))).toHaveLength(
          expected.filter((person) => person !== null).length,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('handles people whose bits are in different 32-bit words of a set', () => {
    const far = fc.array(
      fc.tuple(
        fc.constantFrom(1, 2),
        fc.uniqueArray(fc.constantFrom(0, 31, 32, 63, 64, 95), { maxLength: 6 }),
      ),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(far, (kinds) => {
        const expected = lowestAssignment(candidatesBySlot(kinds));
        expect(lowestMatching(slots(96, kinds), 96).flat()).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});

function candidatesBySlot(kinds: readonly (readonly [count: number, candidates: readonly number[]])[]) {
  return kinds.flatMap(([count, candidates]) => Array.from({ length: count }, () => candidates));
}

/**
 * Tries every assignment, and returns an assignment that fills the most slots. The tie-break compares the people slot
 * by slot: the lowest person wins, and an empty slot sorts last.
 */
function lowestAssignment(candidates: readonly (readonly number[])[]): (number | null)[] {
  let best: (number | null)[] | null = null;
  const filled = (assignment: readonly (number | null)[]) =>
    assignment.filter((person) => person !== null).length;
  const rank = (assignment: readonly (number | null)[]) =>
    assignment.map((person) => String.fromCharCode(person ?? 999)).join('');
  const extend = (assignment: readonly (number | null)[]): void => {
    const people = candidates[assignment.length];
    if (people === undefined) {
      const isBetter =
        best === null ||
        filled(assignment) > filled(best) ||
        (filled(assignment) === filled(best) && rank(assignment) < rank(best));
      if (isBetter) best = [...assignment];
      return;
    }
    for (const person of people) if (!assignment.includes(person)) extend([...assignment, person]);
    extend([...assignment, null]);
  };
  extend([]);
  return best ?? [];
}
