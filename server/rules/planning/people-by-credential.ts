import type { Member } from './team';

/** The people of whom teams are made, by the credentials that they hold: most needs concern only few of them. */
export class PeopleByCredential {
  readonly #people: readonly Member[];
  /** By code: places among the people. */
  readonly #holders = new Map<string, number[]>();

  constructor(people: readonly Member[]) {
    this.#people = people;
    people.forEach(({ held }, place) => {
      for (const code of held) {
        const holders = this.#holders.get(code);
        if (holders === undefined) this.#holders.set(code, [place]);
        else holders.push(place);
      }
    });
  }

  /**
   * The people to choose from when these credentials are asked for, in their order. Of people who hold the same of
   * them, the first are enough, one for each slot.
   */
  enoughFor(asked: ReadonlySet<string>, slots: number): readonly Member[] {
    const heldBy = new Map<number, string>();
    let number = 0;
    for (const code of asked) {
      number++;
      for (const place of this.#holders.get(code) ?? [])
        heldBy.set(place, `${heldBy.get(place) ?? ''} ${number}`);
    }
    const found: number[] = [];
    const alike = new Map<string, number>();
    for (const place of inOrder(heldBy.keys())) {
      const held = heldBy.get(place) ?? '';
      const before = alike.get(held) ?? 0;
      alike.set(held, before + 1);
      if (before < slots) found.push(place);
    }
    let others = 0;
    for (let place = 0; place < this.#people.length && others < slots; place++) {
      if (heldBy.has(place)) continue;
      found.push(place);
      others++;
    }
    return inOrder(found).flatMap((place) => this.#people[place] ?? []);
  }
}

function inOrder(places: Iterable<number>): readonly number[] {
  return [...places].sort((a, b) => a - b);
}
