import { add, lowestBit, peopleIn, remove, wordsFor, type PeopleSet } from './people-set';

/** So many slots, each of which needs another person of this set. */
export interface Slots {
  readonly count: number;
  readonly people: PeopleSet;
}

/**
 * Slots are filled by assigning: nobody sits twice, and whoever holds a seat that another could not fill moves
 * on. Counting those who fit, or seating first come first served, gives wrong answers.
 */
export function canBeFilled(slots: readonly Slots[]): boolean {
  const seating = new Seating(slots);
  return slots.every((_, kind) => seating.fill(kind));
}

/** Some people who fill the slots, as many as can be; whoever is not among them is not needed. */
export function seatedOn(slots: readonly Slots[]): readonly number[] {
  const seating = new Seating(slots);
  slots.forEach((_, kind) => seating.fill(kind));
  return seating.seatedPeople();
}

/**
 * The one choice of people that is shown: of all assignments that fill the most slots, the one whose sequence of
 * people over the slots in order is the lowest; a slot that stays empty (null) comes after every person.
 */
export function seatInOrder(slots: readonly Slots[], people: number): readonly (number | null)[][] {
  const most = new Seating(slots);
  slots.forEach((_, kind) => most.fill(kind));
  // Empty seats are filled by nobodies, who fit everywhere and come after every person.
  const nobodies = slots.reduce((sum, { count }) => sum + count, 0) - most.seated();
  const seating = new Seating(
    slots.map((kind) => ({ ...kind, people: withNobodies(kind.people, people, nobodies) })),
  );
  slots.forEach((_, kind) => seating.fill(kind));
  return slots.map(({ count }, kind) =>
    Array.from({ length: count }, () => {
      const person = seating.seatLowest(kind);
      return person < people ? person : null;
    }),
  );
}

function withNobodies(set: PeopleSet, people: number, nobodies: number): PeopleSet {
  const wider = new Int32Array(wordsFor(people + nobodies));
  wider.set(set);
  for (let nobody = people; nobody < people + nobodies; nobody++) add(wider, nobody);
  return wider;
}

/** Somebody who can take a slot, found by a search that started at a kind of slot. */
interface Found {
  readonly kind: number;
  readonly person: number;
}

const STANDING = -1;
const SEATED_FOR_GOOD = -2;
const NOT_REACHED = -1;
const NOT_SEARCHED = new Int32Array(0);

/** People on slots. The slots of one kind are interchangeable, so it is kinds that are searched and filled. */
class Seating {
  readonly #slots: readonly Slots[];
  readonly #words: number;
  /** By person: the kind of slot, or one of the two above. */
  readonly #seat: Int32Array;
  readonly #taken: PeopleSet;
  /** Of the running search: for each kind reached, the kind it was reached from, and who would move there. */
  #from: Int32Array = NOT_SEARCHED;
  #mover: Int32Array = NOT_SEARCHED;
  #seated = 0;

  constructor(slots: readonly Slots[]) {
    this.#slots = slots;
    this.#words = slots[0]?.people.length ?? 0;
    this.#seat = new Int32Array(this.#words * 32).fill(STANDING);
    this.#taken = new Int32Array(this.#words);
  }

  seated(): number {
    return this.#seated;
  }

  seatedPeople(): readonly number[] {
    return [...peopleIn(this.#taken)];
  }

  /** Fills as many slots of the kind as can be, moving who sits elsewhere; true when none stays empty. */
  fill(kind: number): boolean {
    const count = this.#slots[kind]?.count ?? 0;
    for (let filled = 0; filled < count; filled++) {
      const free = this.#freePersonFor(kind);
      if (free !== null) {
        this.#sit(free, kind);
        continue;
      }
      this.#beginSearch();
      const found = this.#search(kind, null);
      if (found === null) return false;
      this.#place(found, kind);
    }
    return true;
  }

  /** Of a complete seating: gives a slot of the kind for good to the lowest person that leaves it complete. */
  seatLowest(kind: number): number {
    this.#beginSearch();
    for (const person of peopleIn(this.#peopleOf(kind))) {
      if (this.#canTake(person, kind)) {
        this.#sit(person, SEATED_FOR_GOOD);
        return person;
      }
    }
    throw new Error('A complete seating has somebody for every slot.');
  }

  /** Whether the person can have a slot of this kind while all others stay filled; if so, the others have moved. */
  #canTake(person: number, kind: number): boolean {
    const seat = this.#seat[person] ?? STANDING;
    if (seat === kind) return true;
    // A kind that was reached before leads nowhere: had it led somewhere, the search would be over.
    if (seat === SEATED_FOR_GOOD || (seat !== STANDING && this.#from[seat] !== NOT_REACHED)) return false;
    const found = seat === STANDING ? null : this.#search(seat, kind);
    if (seat !== STANDING && found === null) return false;
    const stoodUp = found !== null && this.#seat[found.person] === kind;
    if (!stoodUp) this.#stand(this.#anyoneOn(kind));
    if (found !== null) {
      this.#stand(person);
      this.#place(found, seat);
    }
    return true;
  }

  /** Most slots are filled without a search, so its memory is allocated late. */
  #beginSearch(): void {
    if (this.#from === NOT_SEARCHED) {
      this.#from = new Int32Array(this.#slots.length);
      this.#mover = new Int32Array(this.#slots.length);
    }
    this.#from.fill(NOT_REACHED);
  }

  /** Looks for somebody standing, or on a slot of the kind `leaving`, whom `start` can take if others move. */
  #search(start: number, leaving: number | null): Found | null {
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
          const seat = this.#seat[person] ?? SEATED_FOR_GOOD;
          if (seat === SEATED_FOR_GOOD) continue;
          if (seat === leaving) return { kind, person };
          if (this.#from[seat] !== NOT_REACHED) continue;
          this.#from[seat] = kind;
          this.#mover[seat] = person;
          queue.push(seat);
        }
      }
    }
    return null;
  }

  /** The lowest free person that fits the kind. */
  #freePersonFor(kind: number): number | null {
    const people = this.#peopleOf(kind);
    for (let word = 0; word < this.#words; word++) {
      const free = (people[word] ?? 0) & ~(this.#taken[word] ?? 0);
      if (free !== 0) return word * 32 + lowestBit(free);
    }
    return null;
  }

  /** Seats the person found; on each kind on the way back to `start`, one moves on to where it was reached from. */
  #place({ kind, person }: Found, start: number): void {
    this.#sit(person, kind);
    for (let at = kind; at !== start; at = this.#from[at] ?? start) {
      this.#sit(this.#mover[at] ?? person, this.#from[at] ?? start);
    }
  }

  #sit(person: number, seat: number): void {
    if (this.#seat[person] === STANDING) {
      add(this.#taken, person);
      this.#seated++;
    }
    this.#seat[person] = seat;
  }

  #stand(person: number): void {
    if (this.#seat[person] === STANDING) return;
    remove(this.#taken, person);
    this.#seat[person] = STANDING;
    this.#seated--;
  }

  #anyoneOn(kind: number): number {
    return this.#seat.indexOf(kind);
  }

  #peopleOf(kind: number): PeopleSet {
    return this.#slots[kind]?.people ?? new Int32Array(0);
  }
}
