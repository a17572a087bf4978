import type { Need } from '../vocabulary/catalogue';
import { MissingSets, type SetOperationLimiter, type MissingCredentials } from './missing-sets';
import { credentialCodesIn } from '../evaluation/needs';
import { costOf, type Member } from './team';

/** The needs of a slot, or of several slots in different lists that one member fills. */
export type Role = readonly Need[];

/** The credentials that members lack for roles, cached per set of held credentials. */
export class RoleCosts {
  readonly codes: ReadonlySet<string>;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #roles: readonly Role[];
  readonly #missing: MissingSets;
  readonly #cache = new Map<string, readonly (MissingCredentials | null)[]>();

  constructor(roles: readonly Role[], earnable: ReadonlySet<string>, effort: SetOperationLimiter) {
    this.#roles = roles;
    this.#missing = new MissingSets(earnable, effort);
    this.codes = new Set(roles.flatMap((needs) => needs.flatMap(credentialCodesIn)));
    this.#numbers = new Map([...this.codes].map((code, number) => [code, number]));
  }

  areExact(): boolean {
    return this.#missing.areComplete;
  }

  /** Credentials that the member has to earn, by role. Null: the member cannot take the role. */
  missingFor(member: Member): readonly (MissingCredentials | null)[] {
    const signature = this.#signatureOf(member);
    let missing = this.#cache.get(signature);
    if (missing === undefined) {
      missing = this.#roles.map((needs) => this.#missing.smallestSet(needs, member.held));
      this.#cache.set(signature, missing);
    }
    return missing;
  }

  costsFor(member: Member): readonly number[] {
    const hires = member.isNew ? 1 : 0;
    return this.missingFor(member).map((missing) =>
      missing === null ? Infinity : costOf({ credentials: missing.length, hires }),
    );
  }

  #signatureOf({ held }: Member): string {
    const numbers: number[] = [];
    for (const code of held) {
      const number = this.#numbers.get(code);
      if (number !== undefined) numbers.push(number);
    }
    return numbers.sort((a, b) => a - b).join(' ');
  }
}
