import { isAffiliatedOn, isValidOn } from './validity';
import type { Day, Month } from '../vocabulary/day';
import type { Facts } from '../vocabulary/facts';
import { bitsIn, wordsFor, type PeopleSet } from './people-set';
import type { CatalogueIndex } from './catalogue-index';
import type { WindowMonths } from './metric-windows';
import { WindowSums } from './window-sums';

/**
 * Where an organization stands on one day, before any path is asked: for each need of the catalogue the people
 * who satisfy it, for each metric the sum of its window. `moveTo` carries it to a later day, at the cost of what
 * turns on the way.
 */
export class EvaluationState {
  readonly questions: CatalogueIndex;
  readonly facts: Facts;
  day: Day;
  readonly #words: number;
  /** Of each need, the words of its set. */
  readonly #sets: Int32Array;
  /** Views into the words of a need, made when they are first asked for. */
  readonly #views: PeopleSet[] = [];
  readonly #sizes: number[];
  readonly #sales: WindowSums;

  constructor(questions: CatalogueIndex, facts: Facts, day: Day) {
    const needs = questions.needs.nodes.length;
    this.questions = questions;
    this.facts = facts;
    this.day = day;
    this.#words = wordsFor(facts.people.length);
    this.#sets = new Int32Array(needs * this.#words);
    this.#sizes = new Array<number>(needs).fill(0);
    this.#sales = new WindowSums(questions, facts, day);
    this.#holdCredentials();
    this.#combineNeeds();
  }

  /** The people who satisfy a need, by their place in the facts. */
  people(need: number): PeopleSet {
    return (this.#views[need] ??= this.#sets.subarray(need * this.#words, (need + 1) * this.#words));
  }

  /** How many people satisfy it. */
  size(need: number): number {
    return this.#sizes[need] ?? 0;
  }

  satisfies(person: number, need: number): boolean {
    return ((this.#sets[need * this.#words + (person >>> 5)] ?? 0) & (1 << (person & 31))) !== 0;
  }

  /** The month with which every window ends; null while none is closed. */
  get latestClosed(): Month | null {
    return this.#sales.latestClosed;
  }

  /** In hundredths; 0 while no month is closed. */
  sum(window: number): number {
    return this.#sales.sum(window);
  }

  /** The months of a window, in order; none while no month is closed. */
  months(window: number): WindowMonths {
    return this.#sales.months(window);
  }

  /**
   * Carries the standing to a later day on which only these people, and sales if a month is closed, can have
   * changed. Adds the competencies that may now be answered differently to `touched`.
   */
  moveTo(day: Day, people: readonly number[], closesMonth: boolean, touched: Set<number>): void {
    this.day = day;
    for (const person of people) this.#lookAgainAt(person, touched);
    if (!closesMonth) return;
    for (const window of this.#sales.moveTo(day)) {
      for (const competency of this.questions.competenciesOfWindow[window] ?? []) touched.add(competency);
    }
  }

  /** The answer to a question about these needs as it would be without a person. */
  without<T>(person: number, needs: readonly number[], ask: () => T): T {
    const satisfied = needs.filter((need) => this.satisfies(person, need));
    for (const need of satisfied) this.#flipSatisfaction(person, need);
    const answer = ask();
    for (const need of satisfied) this.#flipSatisfaction(person, need);
    return answer;
  }

  #lookAgainAt(person: number, touched: Set<number>): void {
    const facts = this.facts.people[person];
    if (facts === undefined) return;
    const held = new Set<number>();
    const { credentials } = this.questions;
    if (isAffiliatedOn(facts, this.day)) {
      for (const achievement of facts.achievements) {
        const asked = credentials.get(achievement.credential);
        if (asked !== undefined && isValidOn(achievement, asked.credential, this.day)) held.add(asked.need);
      }
    }
    for (const { credential } of facts.achievements) {
      const need = credentials.get(credential)?.need;
      if (need !== undefined && held.has(need) !== this.satisfies(person, need))
        this.#turn(person, need, touched);
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
    this.#flipSatisfaction(person, need);
    for (const competency of this.questions.competenciesOfNeed[need] ?? []) touched.add(competency);
  }

  #flipSatisfaction(person: number, need: number): void {
    const word = need * this.#words + (person >>> 5);
    this.#sets[word] = (this.#sets[word] ?? 0) ^ (1 << (person & 31));
    this.#sizes[need] = this.size(need) + (this.satisfies(person, need) ? 1 : -1);
  }

  #holdCredentials(): void {
    const { people } = this.facts;
    for (let person = 0; person < people.length; person++) {
      const facts = people[person];
      if (facts === undefined || facts.achievements.length === 0 || !isAffiliatedOn(facts, this.day))
        continue;
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
}
