import type { Need } from '../vocabulary/catalogue';
import { codesIn } from '../evaluation/needs';

/** The credentials that somebody would have to earn, in the order of their codes. */
export type Missing = readonly string[];

/** More different ways than this to satisfy one need are not kept; what is found is then not proved minimal. */
export const MAX_SETS = 300;

/** How much is put into the sets of one plan: sets that are united with others, and compared with others. */
export class Effort {
  compared = 0;
  readonly #mostCompared: number;
  readonly #unions: { left: number };

  /** Several may share their unions. */
  constructor(mostCompared: number, unions: { left: number }) {
    this.#mostCompared = mostCompared;
    this.#unions = unions;
  }

  unite(sets: number): void {
    this.#unions.left -= sets;
  }

  isTooMuch(): boolean {
    return this.compared > this.#mostCompared || this.#unions.left < 0;
  }
}

/** Works out what is missing for needs, when only these credentials can still be earned. */
export class MissingSets {
  /** False as soon as some way had to be left out. */
  areComplete = true;
  readonly #effort: Effort;
  readonly #earnable: ReadonlySet<string>;
  readonly #apart = new Map<readonly Need[], boolean>();

  /** When it was too much effort, only the smallest is still kept. */
  constructor(earnable: ReadonlySet<string>, effort: Effort) {
    this.#effort = effort;
    this.#earnable = earnable;
  }

  /** The smallest set that is missing for all these needs to somebody who holds those; null: none is enough. */
  cheapest(needs: readonly Need[], held: ReadonlySet<string>): Missing | null {
    if (!this.#areApart(needs)) return this.forAll(needs, held)[0] ?? null;
    // What has no credential in common can be satisfied one by one.
    const all: string[] = [];
    for (const need of needs) {
      const missing = this.#cheapestFor(need, held);
      if (missing === null) return null;
      all.push(...missing);
    }
    return all.sort();
  }

  /**
   * Every least set of credentials that is still missing for all these needs to somebody who holds those, smallest
   * first. What serves two needs is earned once. None, if they cannot be satisfied any more; an empty one, if they are.
   */
  forAll(needs: readonly Need[], held: ReadonlySet<string>): readonly Missing[] {
    return needs.reduce<readonly Missing[]>(
      (sets, need) => {
        const others = this.#for(need, held);
        this.#effort.unite(sets.length * others.length);
        return this.#leastOf(sets.flatMap((set) => others.map((other) => union(set, other))));
      },
      [[]],
    );
  }

  #cheapestFor(need: Need, held: ReadonlySet<string>): Missing | null {
    switch (need.kind) {
      case 'credential':
        if (held.has(need.code)) return [];
        return this.#earnable.has(need.code) ? [need.code] : null;
      case 'any': {
        let best: Missing | null = null;
        for (const part of need.of) {
          const missing = this.#cheapestFor(part, held);
          if (missing !== null && (best === null || missing.length < best.length)) best = missing;
          if (best?.length === 0) break;
        }
        return best;
      }
      case 'all':
        return this.cheapest(need.of, held);
    }
  }

  /** Whether no credential is asked for by two of these needs. */
  #areApart(needs: readonly Need[]): boolean {
    let apart = this.#apart.get(needs);
    if (apart === undefined) {
      const codes = needs.flatMap((need) => [...new Set(codesIn(need))]);
      apart = new Set(codes).size === codes.length;
      this.#apart.set(needs, apart);
    }
    return apart;
  }

  #for(need: Need, held: ReadonlySet<string>): readonly Missing[] {
    switch (need.kind) {
      case 'credential':
        if (held.has(need.code)) return [[]];
        return this.#earnable.has(need.code) ? [[need.code]] : [];
      case 'any':
        return this.#leastOf(need.of.flatMap((part) => this.#for(part, held)));
      case 'all':
        return this.forAll(need.of, held);
    }
  }

  /** Without those that contain another. */
  #leastOf(sets: readonly Missing[]): readonly Missing[] {
    if (sets.length < 2) return sets;
    const least: Missing[] = [];
    const ordered = sets
      .map((set) => ({ set, text: set.join(' ') }))
      .sort((a, b) => a.set.length - b.set.length || (a.text < b.text ? -1 : 1));
    for (const { set } of ordered) {
      this.#effort.compared += 1 + least.length;
      if (least.some((smaller) => smaller.every((code) => set.includes(code)))) continue;
      if (least.length >= (this.#effort.isTooMuch() ? 1 : MAX_SETS)) {
        this.areComplete = false;
        break;
      }
      least.push(set);
    }
    return least;
  }
}

/** Both are in order. */
function union(a: Missing, b: Missing): Missing {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const both: string[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const one = a[i];
    const other = b[j];
    if (other === undefined || (one !== undefined && one <= other)) {
      if (one !== undefined) both.push(one);
      i++;
      if (one === other) j++;
    } else {
      both.push(other);
      j++;
    }
  }
  return both;
}
