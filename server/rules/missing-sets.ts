import type { Need } from './catalogue';

/** The credentials that somebody would have to earn, in the order of their codes. */
export type Missing = readonly string[];

/** More different ways than this to satisfy one need are not kept; what is found is then not proved minimal. */
const MOST_SETS = 300;

/** Works out what is missing for needs, when only these credentials can still be earned. */
export class MissingSets {
  /** False as soon as some way had to be left out. */
  areComplete = true;
  readonly #earnable: ReadonlySet<string>;

  constructor(earnable: ReadonlySet<string>) {
    this.#earnable = earnable;
  }

  /**
   * Every least set of credentials that is still missing for all these needs to somebody who holds those, smallest
   * first. What serves two needs is earned once. None, if they cannot be satisfied any more; an empty one, if they are.
   */
  forAll(needs: readonly Need[], held: ReadonlySet<string>): readonly Missing[] {
    return needs.reduce<readonly Missing[]>(
      (sets, need) => {
        const others = this.#for(need, held);
        return this.#leastOf(sets.flatMap((set) => others.map((other) => union(set, other))));
      },
      [[]],
    );
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
    const ordered = [...sets].sort((a, b) => a.length - b.length || (a.join(' ') < b.join(' ') ? -1 : 1));
    for (const set of ordered) {
      if (least.some((smaller) => smaller.every((code) => set.includes(code)))) continue;
      if (least.length === MOST_SETS) {
        this.areComplete = false;
        break;
      }
      least.push(set);
    }
    return least;
  }
}

function union(a: Missing, b: Missing): Missing {
  if (a.length === 0) return b;
  return b.length === 0 ? a : [...new Set([...a, ...b])].sort();
}
