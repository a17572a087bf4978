import type { Need } from '../vocabulary/catalogue';
import type { MissingCredentials } from './missing-sets';

export interface Member {
  /** Null: a hire. */
  readonly person: string | null;
  readonly held: ReadonlySet<string>;
  /** True if choosing this member adds a hire to the cost. */
  readonly isNew: boolean;
}

export const HIRE: Member = { person: null, held: new Set(), isNew: true };

/** Slots of one `people` requirement. Each slot of a list needs a different person; lists may share people. */
export type SlotList = readonly { readonly need: Need; readonly count: number }[];

export interface Cost {
  readonly credentials: number;
  readonly hires: number;
}

export interface Team extends Cost {
  /** The credentials to earn: first by each person, in the order of people, then by each hire (null). */
  readonly steps: readonly { readonly person: string | null; readonly credentials: MissingCredentials }[];
  /** True if no cheaper team exists. False: none was found, but one may exist. */
  readonly provedMinimal: boolean;
}

export function teamOf(steps: Team['steps'], provedMinimal: boolean): Team {
  return {
    steps: steps.filter(({ person, credentials }) => person === null || credentials.length > 0),
    credentials: steps.reduce((sum, { credentials }) => sum + credentials.length, 0),
    hires: steps.filter(({ person }) => person === null).length,
    provedMinimal,
  };
}

/** A credential outweighs any number of hires. */
const CREDENTIAL_COST = 1_000_000;

export function costOf({ credentials, hires }: Cost): number {
  return credentials * CREDENTIAL_COST + hires;
}
