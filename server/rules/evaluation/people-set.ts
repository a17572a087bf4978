/**
 * A set of people as bits, in an order that whoever makes it decides: bit i of word i / 32 stands for the i-th
 * person. Any of several needs is then a union, all of them an intersection, for 32 people at a time.
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

/** How many bits of one word are set. */
export function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return (((fours + (fours >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Looked up once: within a Jest environment each lookup of a global object goes through an interceptor. */
const { clz32 } = Math;

/** The place of the lowest bit that is set in a word that is not 0. */
export function lowestBit(word: number): number {
  return 31 - clz32(word & -word);
}

/** The people of a set, lowest first. */
export function* peopleIn(set: PeopleSet): Generator<number> {
  for (let word = 0; word < set.length; word++) {
    let bits = set[word] ?? 0;
    while (bits !== 0) {
      yield word * 32 + lowestBit(bits);
      bits &= bits - 1;
    }
  }
}
