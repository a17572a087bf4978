import { isAffiliatedOn, isValidOn } from './validity';
import type { Day, Month } from '../vocabulary/day';
import type { Facts } from '../vocabulary/facts';
import { countBits, wordsFor, type PeopleSet } from './people-set';
import type { CatalogueIndex } from './catalogue-index';
import type { WindowMonths } from './metric-windows';
import { WindowSums } from './window-sums';

/**
 * The evidence about an organization on one day: the people who satisfy each need and the sum of each sales window.
 * Paths are evaluated against this evidence. `moveTo` advances the state to a later day and updates only what changes.
 */
export class EvaluationState {
  readonly catalogueIndex: CatalogueIndex;
  readonly facts: Facts;
  day: Day;
  readonly #words: number;
  /** One bit set of people per need, each of `#words` words. */
  readonly #sets: Int32Array;
  readonly #views: PeopleSet[] = [];
  readonly #sizes: number[];
  readonly #sales: WindowSums;

  constructor(catalogueIndex: CatalogueIndex, facts: Facts, day: Day) {
    const needs = catalogueIndex.needs.nodes.length;
    this.catalogueIndex = catalogueIndex;
    this.facts = facts;
    this.day = day;
    this.#words = wordsFor(facts.people.length);
    this.#sets = new Int32Array(needs * this.#words);
    this.#sizes = new Array<number>(needs).fill(0);
    this.#sales = new WindowSums(catalogueIndex, facts, day);
    this.#fillCredentialSets();
    this.#fillCombinedSets();
  }

  /** The people who satisfy a need, as indexes into `facts.people`. */
  people(need: number): PeopleSet {
    return (this.#views[need] ??= this.#sets.subarray(need * this.#words, (need + 1) * this.#words));
  }

  size(need: number): number {
    return this.#sizes[need] ?? 0;
  }

  satisfies(person: number, need: number): boolean {
    return ((this.#sets[need * this.#words + (person >>> 5)] ?? 0) & (1 << (person & 31))) !== 0;
  }

  get latestClosed(): Month | null {
    return this.#sales.latestClosed;
  }

  /** The sum of a window in hundredths. 0 before the first month is closed. */
  sum(window: number): number {
    return this.#sales.sum(window);
  }

  months(window: number): WindowMonths {
    return this.#sales.months(window);
  }

  /**
   * Advances to a later day. Since the current day, nothing may have changed except `people` and, if `closesMonth` is
   * set, sales. Adds to `touched` the index of each competency whose level may differ.
   */
  moveTo(day: Day, people: readonly number[], closesMonth: boolean, touched: Set<number>): void {
    this.day = day;
    for (const person of people) this.#updatePerson(person, touched);
    if (!closesMonth) return;
    for (const window of this.#sales.moveTo(day)) {
      for (const competency of this.catalogueIndex.competenciesOfWindow[window] ?? [])
        touched.add(competency);
    }
  }

  /** Calls `evaluate` while the person is treated as satisfying none of these needs. */
  without<T>(person: number, needs: readonly number[], evaluate: () => T): T {
    const satisfied = needs.filter((need) => this.satisfies(person, need));
    for (const need of satisfied) this.#flipSatisfaction(person, need);
    const result = evaluate();
    for (const need of satisfied) this.#flipSatisfaction(person, need);
    return result;
  }

  #updatePerson(person: number, touched: Set<number>): void {
    const facts = this.facts.people[person];
    if (facts === undefined) return;
    const held = new Set<number>();
    const { credentials } = this.catalogueIndex;
    if (isAffiliatedOn(facts, this.day)) {
      for (const achievement of facts.achievements) {
        const indexed = credentials.get(achievement.credential);
        if (indexed !== undefined && isValidOn(achievement, indexed.credential, this.day))
          held.add(indexed.need);
      }
    }
    for (const { credential } of facts.achievements) {
      const need = credentials.get(credential)?.need;
      if (need !== undefined && held.has(need) !== this.satisfies(person, need))
        this.#flipCredential(person, need, touched);
    }
  }

  /**
   * Flips a credential that the person has gained or lost, and re-evaluates only the needs that contain the credential.
   */
  #flipCredential(person: number, credential: number, touched: Set<number>): void {
    this.#flip(person, credential, touched);
    for (const dependent of this.catalogueIndex.needs.nodes[credential]?.dependents ?? []) {
      const node = this.catalogueIndex.needs.nodes[dependent];
      if (node === undefined) continue;
      const satisfied =
        node.kind === 'any'
          ? node.parts.some((part) => this.satisfies(person, part))
          : node.parts.every((part) => this.satisfies(person, part));
      if (satisfied !== this.satisfies(person, dependent)) this.#flip(person, dependent, touched);
    }
  }

  #flip(person: number, need: number, touched: Set<number>): void {
    this.#flipSatisfaction(person, need);
    for (const competency of this.catalogueIndex.competenciesOfNeed[need] ?? []) touched.add(competency);
  }

  #flipSatisfaction(person: number, need: number): void {
    const word = need * this.#words + (person >>> 5);
    this.#sets[word] = (this.#sets[word] ?? 0) ^ (1 << (person & 31));
    this.#sizes[need] = this.size(need) + (this.satisfies(person, need) ? 1 : -1);
  }

  #fillCredentialSets(): void {
    const { people } = this.facts;
    for (let person = 0; person < people.length; person++) {
      const facts = people[person];
      if (facts === undefined || facts.achievements.length === 0 || !isAffiliatedOn(facts, this.day))
        continue;
      for (const achievement of facts.achievements) {
        const indexed = this.catalogueIndex.credentials.get(achievement.credential);
        if (indexed === undefined || !isValidOn(achievement, indexed.credential, this.day)) continue;
        const word = indexed.need * this.#words + (person >>> 5);
        this.#sets[word] = (this.#sets[word] ?? 0) | (1 << (person & 31));
      }
    }
  }

  #fillCombinedSets(): void {
    const words = this.#words;
    const sets = this.#sets;
    const { nodes } = this.catalogueIndex.needs;
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
        if (bits !== 0) size += countBits(bits);
      }
      this.#sizes[need] = size;
    }
  }
}
