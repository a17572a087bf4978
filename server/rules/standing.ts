import { isHere, isValidOn } from './counting';
import { shiftMonth, type Day, type Month } from './day';
import type { Facts } from './facts';
import { bitsIn, wordsFor, type PeopleSet } from './people-set';
import type { Questions } from './questions';
import { latestClosed } from './sales';

/**
 * Where an organization stands on one day, before any path is asked: for each need of the catalogue the people
 * who satisfy it, for each metric the sum of its window. `moveTo` carries it to a later day, at the cost of what
 * turns on the way.
 */
export class Standing {
  readonly questions: Questions;
  readonly facts: Facts;
  day: Day;
  latestClosed: Month | null = null;
  readonly #words: number;
  /** Of each need, the words of its set. */
  readonly #sets: Int32Array;
  readonly #sizes: Int32Array;
  readonly #sums: number[];

  constructor(questions: Questions, facts: Facts, day: Day) {
    const needs = questions.needs.nodes.length;
    this.questions = questions;
    this.facts = facts;
    this.day = day;
    this.#words = wordsFor(facts.people.length);
    this.#sets = new Int32Array(needs * this.#words);
    this.#sizes = new Int32Array(needs);
    this.#sums = questions.windows.map(() => 0);
    this.#holdCredentials();
    this.#combineNeeds();
    this.#sumWindows();
  }

  /** The people who satisfy a need, by their place in the facts. */
  people(need: number): PeopleSet {
    return this.#sets.subarray(need * this.#words, (need + 1) * this.#words);
  }

  /** How many people satisfy it. */
  size(need: number): number {
    return this.#sizes[need] ?? 0;
  }

  satisfies(person: number, need: number): boolean {
    return ((this.#sets[need * this.#words + (person >>> 5)] ?? 0) & (1 << (person & 31))) !== 0;
  }

  /** In hundredths; 0 while no month is closed. */
  sum(window: number): number {
    return this.#sums[window] ?? 0;
  }

  /**
   * Carries the standing to a later day on which only these people, and sales if a month is closed, can have
   * changed. Adds the competencies that may now be answered differently to `touched`.
   */
  moveTo(day: Day, people: readonly number[], closesMonth: boolean, touched: Set<number>): void {
    this.day = day;
    for (const person of people) this.#lookAgainAt(person, touched);
    if (closesMonth) {
      const before = this.#sums.slice();
      const closedBefore = this.latestClosed;
      this.#sumWindows();
      this.questions.competenciesOfWindow.forEach((concerned, window) => {
        if (closedBefore !== null && before[window] === this.#sums[window]) return;
        for (const competency of concerned) touched.add(competency);
      });
    }
  }

  /** The answer to a question as it would be without a person. */
  without<T>(person: number, ask: () => T): T {
    const satisfied = this.questions.needs.nodes.flatMap((_, need) =>
      this.satisfies(person, need) ? [need] : [],
    );
    const ignored = new Set<number>();
    for (const need of satisfied) this.#flip(person, need, ignored);
    const answer = ask();
    for (const need of satisfied) this.#flip(person, need, ignored);
    return answer;
  }

  #lookAgainAt(person: number, touched: Set<number>): void {
    const facts = this.facts.people[person];
    if (facts === undefined) return;
    const here = isHere(facts, this.day);
    for (const { credential: code } of facts.achievements) {
      const held = this.questions.credentials.get(code);
      if (held === undefined) continue;
      const holds =
        here &&
        facts.achievements.some(
          (achievement) =>
            achievement.credential === code && isValidOn(achievement, held.credential, this.day),
        );
      if (holds !== this.satisfies(person, held.need)) this.#turn(person, held.need, touched);
    }
  }

  /** A credential was won or lost: only the needs that it is a part of can turn with it. */
  #turn(person: number, credential: number, touched: Set<number>): void {
    this.#flip(person, credential, touched);
    for (const whole of this.questions.needs.nodes[credential]?.wholes ?? []) {
      const node = this.questions.needs.nodes[whole];
      if (node === undefined) continue;
      const satisfied =
        node.kind === 'any'
          ? node.parts.some((part) => this.satisfies(person, part))
          : node.parts.every((part) => this.satisfies(person, part));
      if (satisfied !== this.satisfies(person, whole)) this.#flip(person, whole, touched);
    }
  }

  #flip(person: number, need: number, touched: Set<number>): void {
    const word = need * this.#words + (person >>> 5);
    this.#sets[word] = (this.#sets[word] ?? 0) ^ (1 << (person & 31));
    this.#sizes[need] = this.size(need) + (this.satisfies(person, need) ? 1 : -1);
    for (const competency of this.questions.competenciesOfNeed[need] ?? []) touched.add(competency);
  }

  #holdCredentials(): void {
    const { people } = this.facts;
    for (let person = 0; person < people.length; person++) {
      const facts = people[person];
      if (facts === undefined || facts.achievements.length === 0 || !isHere(facts, this.day)) continue;
      for (const achievement of facts.achievements) {
        const held = this.questions.credentials.get(achievement.credential);
        if (held === undefined || !isValidOn(achievement, held.credential, this.day)) continue;
        const word = held.need * this.#words + (person >>> 5);
        this.#sets[word] = (this.#sets[word] ?? 0) | (1 << (person & 31));
      }
    }
  }

  #combineNeeds(): void {
    const words = this.#words;
    const sets = this.#sets;
    const { nodes } = this.questions.needs;
    for (let need = 0; need < nodes.length; need++) {
      const node = nodes[need];
      if (node === undefined) continue;
      let size = 0;
      for (let word = 0; word < words; word++) {
        const at = need * words + word;
        let bits = sets[at] ?? 0;
        if (node.kind === 'any') for (const part of node.parts) bits |= sets[part * words + word] ?? 0;
        if (node.kind === 'all') {
          bits = -1;
          for (const part of node.parts) bits &= sets[part * words + word] ?? 0;
        }
        sets[at] = bits;
        if (bits !== 0) size += bitsIn(bits);
      }
      this.#sizes[need] = size;
    }
  }

  #sumWindows(): void {
    const { windows } = this.questions;
    this.latestClosed = latestClosed(this.facts.closings, this.day);
    this.#sums.fill(0);
    const last = this.latestClosed;
    if (last === null || windows.length === 0) return;
    const firsts = windows.map(({ months }) => shiftMonth(last, 1 - months));
    for (const { metric, month, hundredths } of this.facts.metrics) {
      if (month > last) continue;
      for (let window = 0; window < windows.length; window++) {
        if (windows[window]?.metric !== metric || month < (firsts[window] ?? last)) continue;
        this.#sums[window] = (this.#sums[window] ?? 0) + hundredths;
      }
    }
  }
}
