import { add, lowestBit, peopleIn, remove, wordsFor, type PeopleSet } from './people-set';

/** Interchangeable slots. Each needs a different person from the set. */
export interface Slots {
  readonly count: number;
  readonly people: PeopleSet;
}

/**
 * True if every slot can be filled, each by a different person. This needs a bipartite matching: counting candidates or
 * assigning people greedily gives wrong answers.
 */
export function canBeFilled(slots: readonly Slots[]): boolean {
  const matching = new Matching(slots);
  return slots.every((_, kind) => matching.fill(kind));
}

/** The people in one maximum matching. No one else is needed to fill the slots. */
export function matchedPeople(slots: readonly Slots[]): readonly number[] {
  const matching = new Matching(slots);
  slots.forEach((_, kind) => matching.fill(kind));
  return matching.people();
}

/**
 * The canonical maximum matching: of all maximum matchings, the one whose list of people, slot by slot, sorts first. An
 * empty slot (null) sorts after every person.
 */
export function lowestMatching(slots: readonly Slots[], people: number): readonly (number | null)[][] {
  const maximum = new Matching(slots);
  slots.forEach((_, kind) => maximum.fill(kind));
  // Placeholders fill the empty slots: they fit every slot and sort after every person.
  const placeholders = slots.reduce((sum, { count }) => sum + count, 0) - maximum.size();
  const matching = new Matching(
    slots.map((kind) => ({ ...kind, people: withPlaceholders(kind.people, people, placeholders) })),
  );
  slots.forEach((_, kind) => matching.fill(kind));
  return slots.map(({ count }, kind) =>
    Array.from({ length: count }, () => {
      const person = matching.assignLowest(kind);
      return person < people ? person : null;
    }),
  );
}

function withPlaceholders(set: PeopleSet, people: number, placeholders: number): PeopleSet {
  const extended = new Int32Array(wordsFor(people + placeholders));
  extended.set(set);
  for (let placeholder = people; placeholder < people + placeholders; placeholder++)
    add(extended, placeholder);
  return extended;
}

interface PathEnd {
  readonly kind: number;
  readonly person: number;
}

const UNASSIGNED = -1;
const FIXED = -2;
const NOT_REACHED = -1;
const NOT_SEARCHED = new Int32Array(0);

/** A bipartite matching of people and slots. Slots of one kind are interchangeable, so the search visits kinds. */
class Matching {
  readonly #slots: readonly Slots[];
  readonly #words: number;
  /** By person: the kind of slot that the person fills, `UNASSIGNED` or `FIXED`. */
  readonly #kindOf: Int32Array;
  readonly #taken: PeopleSet;
  /**
   * For each kind that the current search has reached: the previous kind on the path, and the person who would move to
   * it.
   */
  #from: Int32Array = NOT_SEARCHED;
  #mover: Int32Array = NOT_SEARCHED;
  #size = 0;

  constructor(slots: readonly Slots[]) {
    this.#slots = slots;
    this.#words = slots[0]?.people.length ?? 0;
    this.#kindOf = new Int32Array(this.#words * 32).fill(UNASSIGNED);
    this.#taken = new Int32Array(this.#words);
  }

  size(): number {
    return this.#size;
  }

  people(): readonly number[] {
    return [...peopleIn(this.#taken)];
  }

  /** Fills as many slots of the kind as possible, moving people between slots if necessary. True if all are filled. */
  fill(kind: number): boolean {
    const count = this.#slots[kind]?.count ?? 0;
    for (let filled = 0; filled < count; filled++) {
      const free = this.#freePersonFor(kind);
      if (free !== null) {
        this.#assign(free, kind);
        continue;
      }
      this.#beginSearch();
      const end = this.#search(kind, null);
      if (end === null) return false;
      this.#augment(end, kind);
    }
    return true;
  }

  /**
   * Assigns and fixes the person with the lowest index who can take a slot of the kind. The matching must be complete
   * and stays complete.
   */
  assignLowest(kind: number): number {
    this.#beginSearch();
    for (const person of peopleIn(this.#peopleOf(kind))) {
      if (this.#freeSlotFor(person, kind)) {
        this.#assign(person, FIXED);
        return person;
      }
    }
    throw new Error('The matching is incomplete: no person is left for a slot.');
  }

  /** Frees a slot of the kind for the person. False, without a change, if another slot would then stay empty. */
  #freeSlotFor(person: number, kind: number): boolean {
    const current = this.#kindOf[person] ?? UNASSIGNED;
    if (current === kind) return true;
    // A kind that an earlier, failed search has reached is a dead end.
    if (current === FIXED || (current !== UNASSIGNED && this.#from[current] !== NOT_REACHED)) return false;
    const end = current === UNASSIGNED ? null : this.#search(current, kind);
    if (current !== UNASSIGNED && end === null) return false;
    const leavesKind = end !== null && this.#kindOf[end.person] === kind;
    if (!leavesKind) this.#unassign(this.#anyoneOn(kind));
    if (end !== null) {
      this.#unassign(person);
      this.#augment(end, current);
    }
    return true;
  }

  /** Most slots are filled without a search, so the arrays of the search are allocated lazily. */
  #beginSearch(): void {
    if (this.#from === NOT_SEARCHED) {
      this.#from = new Int32Array(this.#slots.length);
      this.#mover = new Int32Array(this.#slots.length);
    }
    this.#from.fill(NOT_REACHED);
  }

  /** Searches for an augmenting path from `start` to a free person or to a person in a slot of the kind `leaving`. */
  #search(start: number, leaving: number | null): PathEnd | null {
    this.#from[start] = start;
    const queue = [start];
    for (let next = 0; next < queue.length; next++) {
      const kind = queue[next] ?? start;
      const person = this.#freePersonFor(kind);
      if (person !== null) return { kind, person };
      const people = this.#peopleOf(kind);
      for (let word = 0; word < this.#words; word++) {
        for (let bits = (people[word] ?? 0) & (this.#taken[word] ?? 0); bits !== 0; bits &= bits - 1) {
          const person = word * 32 + lowestBit(bits);
          const current = this.#kindOf[person] ?? FIXED;
          if (current === FIXED) continue;
          if (current === leaving) return { kind, person };
          if (this.#from[current] !== NOT_REACHED) continue;
          this.#from[current] = kind;
          this.#mover[current] = person;
          queue.push(current);
        }
      }
    }
    return null;
  }

  #freePersonFor(kind: number): number | null {
    const people = this.#peopleOf(kind);
    for (let word = 0; word < this.#words; word++) {
      const free = (people[word] ?? 0) & ~(this.#taken[word] ?? 0);
      if (free !== 0) return word * 32 + lowestBit(free);
    }
    return null;
  }

  #augment({ kind, person }: PathEnd, start: number): void {
    this.#assign(person, kind);
    for (let at = kind; at !== start; at = this.#from[at] ?? start) {
      this.#assign(this.#mover[at] ?? person, this.#from[at] ?? start);
    }
  }

  #assign(person: number, kind: number): void {
    if (this.#kindOf[person] === UNASSIGNED) {
      add(this.#taken, person);
      this.#size++;
    }
    this.#kindOf[person] = kind;
  }

  #unassign(person: number): void {
    if (this.#kindOf[person] === UNASSIGNED) return;
    remove(this.#taken, person);
    this.#kindOf[person] = UNASSIGNED;
    this.#size--;
  }

  #anyoneOn(kind: number): number {
    return this.#kindOf.indexOf(kind);
  }

  #peopleOf(kind: number): PeopleSet {
    return this.#slots[kind]?.people ?? new Int32Array(0);
  }
}
