import type { Member } from './team';

/** Most needs concern only a few people, so people are indexed by the credentials that they hold. */
export class PeopleByCredential {
  readonly #people: readonly Member[];
  readonly #holders = new Map<string, number[]>();

  constructor(people: readonly Member[]) {
    this.#people = people;
    people.forEach(({ held }, index) => {
      for (const code of held) {
        const holders = this.#holders.get(code);
        if (holders === undefined) this.#holders.set(code, [index]);
        else holders.push(index);
      }
    });
  }

  /**
   * The people to consider for these credentials, in the original order. People who hold the same subset of the
   * credentials are interchangeable, so at most `slots` of each such group are returned.
   */
  candidatesFor(codes: ReadonlySet<string>, slots: number): readonly Member[] {
    const signatures = new Map<number, string>();
    let number = 0;
    for (const code of codes) {
      number++;
      for (const index of this.#holders.get(code) ?? [])
        signatures.set(index, `${signatures.get(index) ?? ''} ${number}`);
    }
    const chosen: number[] = [];
    const counts = new Map<string, number>();
    for (const index of ascending(signatures.keys())) {
      const signature = signatures.get(index) ?? '';
      const count = counts.get(signature) ?? 0;
      counts.set(signature, count + 1);
      if (count < slots) chosen.push(index);
    }
    let others = 0;
    for (let index = 0; index < this.#people.length && others < slots; index++) {
      if (signatures.has(index)) continue;
      chosen.push(index);
      others++;
    }
    return ascending(chosen).flatMap((index) => this.#people[index] ?? []);
  }
}

function ascending(numbers: Iterable<number>): readonly number[] {
  return [...numbers].sort((a, b) => a - b);
}
