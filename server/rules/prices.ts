import type { Need } from './catalogue';
import { MissingSets, type Missing } from './missing-sets';
import { codesIn } from './needs';
import { costOf, type Member } from './team';

/** A slot, or several at once in different lists: all these needs. */
export type Role = readonly Need[];

/** What roles cost members, worked out once for all who hold the same. */
export class Prices {
  /** All credentials that the roles speak of. */
  readonly asked: ReadonlySet<string>;
  readonly #roles: readonly Role[];
  readonly #missing: MissingSets;
  readonly #known = new Map<string, readonly (Missing | null)[]>();

  constructor(roles: readonly Role[], earnable: ReadonlySet<string>, mostCompared = Infinity) {
    this.#roles = roles;
    this.#missing = new MissingSets(earnable, mostCompared);
    this.asked = new Set(roles.flatMap((needs) => needs.flatMap(codesIn)));
  }

  /** Whether no way to satisfy a need was left out. */
  areExact(): boolean {
    return this.#missing.areComplete;
  }

  /** How many sets of credentials were compared to work them out. */
  compared(): number {
    return this.#missing.compared;
  }

  /** What the member has to earn for each role; null: it cannot be taken. */
  of(member: Member): readonly (Missing | null)[] {
    const signature = this.signatureOf(member);
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
  signatureOf({ held }: Member): string {
    return [...held]
      .filter((code) => this.asked.has(code))
      .sort()
      .join(' ');
  }
}
