import type { Need } from '../vocabulary/catalogue';
import { MissingSets, type Effort, type Missing } from './missing-sets';
import { codesIn } from '../evaluation/needs';
import { costOf, type Member } from './team';

/** A slot, or several at once in different lists: all these needs. */
export type Role = readonly Need[];

/** What roles cost members, worked out once for all who hold the same. */
export class Prices {
  /** All credentials that the roles speak of. */
  readonly asked: ReadonlySet<string>;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #roles: readonly Role[];
  readonly #missing: MissingSets;
  readonly #known = new Map<string, readonly (Missing | null)[]>();

  constructor(roles: readonly Role[], earnable: ReadonlySet<string>, effort: Effort) {
    this.#roles = roles;
    this.#missing = new MissingSets(earnable, effort);
    this.asked = new Set(roles.flatMap((needs) => needs.flatMap(codesIn)));
    this.#numbers = new Map([...this.asked].map((code, number) => [code, number]));
  }

  /** Whether no way to satisfy a need was left out. */
  areExact(): boolean {
    return this.#missing.areComplete;
  }

  /** What the member has to earn for each role; null: it cannot be taken. */
  of(member: Member): readonly (Missing | null)[] {
    const signature = this.#signatureOf(member);
    let missing = this.#known.get(signature);
    if (missing === undefined) {
      missing = this.#roles.map((needs) => this.#missing.cheapest(needs, member.held));
      this.#known.set(signature, missing);
    }
    return missing;
  }

  /** The same as costs; infinite: it cannot be taken. */
  costsFor(member: Member): readonly number[] {
    const hires = member.isNew ? 1 : 0;
    return this.of(member).map((missing) =>
      missing === null ? Infinity : costOf({ credentials: missing.length, hires }),
    );
  }

  /** Members of one signature pay the same for the same. */
  #signatureOf({ held }: Member): string {
    const numbers: number[] = [];
    for (const code of held) {
      const number = this.#numbers.get(code);
      if (number !== undefined) numbers.push(number);
    }
    return numbers.sort((a, b) => a - b).join(' ');
  }
}
