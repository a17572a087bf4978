import type { Need } from '../vocabulary/catalogue';
import { credentialCodesIn } from '../evaluation/needs';

/** Codes of the credentials still to earn, sorted. */
export type MissingCredentials = readonly string[];

/** Limit on the alternative sets per need. Results beyond this limit are not proved minimal. */
export const MAX_SETS = 300;

/** Counts the comparisons and unions of sets for one plan, and limits both. */
export class SetOperationLimiter {
  compared = 0;
  readonly #maxCompared: number;
  readonly #unions: { left: number };

  /** Several efforts can share one budget of unions. */
  constructor(maxCompared: number, unions: { left: number }) {
    this.#maxCompared = maxCompared;
    this.#unions = unions;
  }

  unite(sets: number): void {
    this.#unions.left -= sets;
  }

  isExhausted(): boolean {
    return this.compared > this.#maxCompared || this.#unions.left < 0;
  }
}

export class MissingSets {
  /** False once an alternative has been left out. */
  areComplete = true;
  readonly #effort: SetOperationLimiter;
  readonly #earnable: ReadonlySet<string>;
  readonly #disjoint = new Map<readonly Need[], boolean>();

  /** Once the effort exceeds its limits, only the smallest set per need is kept. */
  constructor(earnable: ReadonlySet<string>, effort: SetOperationLimiter) {
    this.#effort = effort;
    this.#earnable = earnable;
  }

  /** The smallest set that satisfies all needs together with the held credentials. Null: there is none. */
  smallestSet(needs: readonly Need[], held: ReadonlySet<string>): MissingCredentials | null {
    if (!this.#areDisjoint(needs)) return this.minimalSets(needs, held)[0] ?? null;
    // Needs that share no credential are independent.
    const all: string[] = [];
    for (const need of needs) {
      const missing = this.#cheapestFor(need, held);
      if (missing === null) return null;
      all.push(...missing);
    }
    return all.sort();
  }

  /**
   * All minimal sets that satisfy the needs together with the held credentials, smallest first. The list is empty if
   * the needs cannot be satisfied, and holds one empty set if the held credentials already satisfy them.
   */
  minimalSets(needs: readonly Need[], held: ReadonlySet<string>): readonly MissingCredentials[] {
    return needs.reduce<readonly MissingCredentials[]>(
      (sets, need) => {
        const others = this.#setsFor(need, held);
        this.#effort.unite(sets.length * others.length);
        return this.#minimalOf(sets.flatMap((set) => others.map((other) => union(set, other))));
      },
      [[]],
    );
  }

  #cheapestFor(need: Need, held: ReadonlySet<string>): MissingCredentials | null {
    switch (need.kind) {
      case 'credential':
        if (held.has(need.code)) return [];
        return this.#earnable.has(need.code) ? [need.code] : null;
      case 'any': {
        let best: MissingCredentials | null = null;
        for (const part of need.of) {
          const missing = this.#cheapestFor(part, held);
          if (missing !== null && (best === null || missing.length < best.length)) best = missing;
          if (best?.length === 0) break;
        }
        return best;
      }
      case 'all':
        return this.smallestSet(need.of, held);
    }
  }

  #areDisjoint(needs: readonly Need[]): boolean {
    let disjoint = this.#disjoint.get(needs);
    if (disjoint === undefined) {
      const codes = needs.flatMap((need) => [...new Set(credentialCodesIn(need))]);
      disjoint = new Set(codes).size === codes.length;
      this.#disjoint.set(needs, disjoint);
    }
    return disjoint;
  }

  #setsFor(need: Need, held: ReadonlySet<string>): readonly MissingCredentials[] {
    switch (need.kind) {
      case 'credential':
        if (held.has(need.code)) return [[]];
        return this.#earnable.has(need.code) ? [[need.code]] : [];
      case 'any':
        return this.#minimalOf(need.of.flatMap((part) => this.#setsFor(part, held)));
      case 'all':
        return this.minimalSets(need.of, held);
    }
  }

  /** Removes the sets that contain another set. */
  #minimalOf(sets: readonly MissingCredentials[]): readonly MissingCredentials[] {
    if (sets.length < 2) return sets;
    const minimal: MissingCredentials[] = [];
    const ordered = sets
      .map((set) => ({ set, text: set.join(' ') }))
      .sort((a, b) => a.set.length - b.set.length || (a.text < b.text ? -1 : 1));
    for (const { set } of ordered) {
      this.#effort.compared += 1 + minimal.length;
      if (minimal.some((smaller) => smaller.every((code) => set.includes(code)))) continue;
      if (minimal.length >= (this.#effort.isExhausted() ? 1 : MAX_SETS)) {
        this.areComplete = false;
        break;
      }
      minimal.push(set);
    }
    return minimal;
  }
}

/** Both sets must be sorted. */
function union(a: MissingCredentials, b: MissingCredentials): MissingCredentials {
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
