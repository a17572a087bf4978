/**
 * A bit set of people, numbered by the caller: person i is bit i % 32 of word i / 32. Unions and intersections
 * handle 32 people at a time.
 */
export type PeopleSet = Int32Array;

export function wordsFor(people: number): number {
  return (people + 31) >>> 5;
}

export function has(set: PeopleSet, person: number): boolean {
  return ((set[person >>> 5] ?? 0) & (1 << (person & 31))) !== 0;
}

export function add(set: PeopleSet, person: number): void {
  const word = person >>> 5;
  set[word] = (set[word] ?? 0) | (1 << (person & 31));
}

export function remove(set: PeopleSet, person: number): void {
  const word = person >>> 5;
  set[word] = (set[word] ?? 0) & ~(1 << (person & 31));
}

export function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return (((fours + (fours >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Read once: in a Jest environment every access to a global object goes through an interceptor. */
const { clz32 } = Math;

/** The word must not be 0. */
export function lowestBit(word: number): number {
  return 31 - clz32(word & -word);
}

export function* peopleIn(set: PeopleSet): Generator<number> {
  for (let word = 0; word < set.length; word++) {
    let bits = set[word] ?? 0;
    while (bits !== 0) {
      yield word * 32 + lowestBit(bits);
      bits &= bits - 1;
    }
  }
}
