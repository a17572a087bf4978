import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { add, wordsFor } from '../../../../server/rules/evaluation/people-set';
import { canBeFilled, seatedOn, seatInOrder, type Slots } from '../../../../server/rules/evaluation/seating';

function slots(
  people: number,
  kinds: readonly (readonly [count: number, who: readonly number[]])[],
): Slots[] {
  return kinds.map(([count, who]) => {
    const set = new Int32Array(wordsFor(people));
    for (const person of who) add(set, person);
    return { count, people: set };
  });
}

describe('filling slots', () => {
  it('moves whoever came first to another seat, where first come first served would leave one empty', () => {
    expect(
      canBeFilled(
        slots(2, [
          [1, [0, 1]],
          [1, [0]],
        ]),
      ),
    ).toBe(true);
    expect(
      seatInOrder(
        slots(2, [
          [1, [0, 1]],
          [1, [0]],
        ]),
        2,
      ),
    ).toEqual([[1], [0]]);
  });

  it('moves a whole chain of people for the last seat', () => {
    const chain = slots(4, [
      [1, [0, 1]],
      [1, [1, 2]],
      [1, [2, 3]],
      [1, [0]],
    ]);
    expect(canBeFilled(chain)).toBe(true);
    expect(seatInOrder(chain, 4)).toEqual([[1], [2], [3], [0]]);
  });

  it('is not done by counting: three seats for the same two people stay one short', () => {
    const short = slots(3, [
      [1, [0, 1]],
      [1, [0, 1]],
      [1, [0, 1]],
    ]);
    expect(canBeFilled(short)).toBe(false);
    expect(seatInOrder(short, 3)).toEqual([[0], [1], [null]]);
  });

  it('prefers the lowest person on the first seat, as long as the most seats are filled', () => {
    expect(
      seatInOrder(
        slots(3, [
          [2, [0, 1, 2]],
          [1, [0]],
        ]),
        3,
      ),
    ).toEqual([[1, 2], [0]]);
    expect(seatInOrder(slots(3, [[2, [2, 0, 1]]]), 3)).toEqual([[0, 1]]);
  });

  it('leaves the later of two seats empty', () => {
    expect(
      seatInOrder(
        slots(1, [
          [1, [0]],
          [1, [0]],
        ]),
        1,
      ),
    ).toEqual([[0], [null]]);
    expect(
      seatInOrder(
        slots(2, [
          [1, []],
          [1, [1]],
        ]),
        2,
      ),
    ).toEqual([[null], [1]]);
  });

  it('asks for nobody where there are no slots', () => {
    expect(canBeFilled([])).toBe(true);
    expect(seatInOrder([], 3)).toEqual([]);
  });

  const kinds = fc.array(
    fc.tuple(fc.constantFrom(1, 1, 2), fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 6 })),
    { maxLength: 4 },
  );

  it('finds, of all assignments, one that fills the most seats, and of these the lowest', () => {
    fc.assert(
      fc.property(kinds, (kinds) => {
        const expected = lowestOf(kinds.flatMap(([count, who]) => Array.from({ length: count }, () => who)));
        const seats = seatInOrder(slots(6, kinds), 6).flat();
        expect(seats).toEqual(expected);
        expect(canBeFilled(slots(6, kinds))).toBe(!expected.includes(null));
        expect(seatedOn(slots(6, kinds))).toHaveLength(expected.filter((person) => person !== null).length);
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same across more than one word of people', () => {
    const far = fc.array(
      fc.tuple(
        fc.constantFrom(1, 2),
        fc.uniqueArray(fc.constantFrom(0, 31, 32, 63, 64, 95), { maxLength: 6 }),
      ),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(far, (kinds) => {
        const expected = lowestOf(kinds.flatMap(([count, who]) => Array.from({ length: count }, () => who)));
        expect(seatInOrder(slots(96, kinds), 96).flat()).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});

/** Tries every assignment: the most seats, then the lowest people, an empty seat after everybody. */
function lowestOf(seats: readonly (readonly number[])[]): (number | null)[] {
  let best: (number | null)[] | null = null;
  const filled = (seating: readonly (number | null)[]) => seating.filter((person) => person !== null).length;
  const rank = (seating: readonly (number | null)[]) =>
    seating.map((person) => String.fromCharCode(person ?? 999)).join('');
  const sit = (taken: readonly (number | null)[]): void => {
    const who = seats[taken.length];
    if (who === undefined) {
      const isBetter =
        best === null ||
        filled(taken) > filled(best) ||
        (filled(taken) === filled(best) && rank(taken) < rank(best));
      if (isBetter) best = [...taken];
      return;
    }
    for (const person of who) if (!taken.includes(person)) sit([...taken, person]);
    sit([...taken, null]);
  };
  sit([]);
  return best ?? [];
}
