import type { Need } from '../vocabulary/catalogue';
import type { Missing } from './missing-sets';

/** Somebody who can take slots, and the credentials that count. */
export interface Member {
  /** Null: a hire. */
  readonly person: string | null;
  readonly held: ReadonlySet<string>;
  /** Still to be hired. */
  readonly isNew: boolean;
}

export const HIRE: Member = { person: null, held: new Set(), isNew: true };

/** Slots to fill at the same time. Within one list each needs another person; two lists may use the same ones. */
export type SlotList = readonly { readonly need: Need; readonly count: number }[];

export interface Cost {
  readonly credentials: number;
  readonly hires: number;
}

export interface Team extends Cost {
  /** Who has to earn something: people in their order, then hires (null). */
  readonly steps: readonly { readonly person: string | null; readonly credentials: Missing }[];
  /** Nothing cheaper is enough. Otherwise something cheaper was not found. */
  readonly provedMinimal: boolean;
}

/** What these members have to earn. Who has to earn nothing is not mentioned, except as a hire. */
export function teamOf(steps: Team['steps'], provedMinimal: boolean): Team {
  return {
    steps: steps.filter(({ person, credentials }) => person === null || credentials.length > 0),
    credentials: steps.reduce((sum, { credentials }) => sum + credentials.length, 0),
    hires: steps.filter(({ person }) => person === null).length,
    provedMinimal,
  };
}

/** A credential outweighs every number of hires. */
const CREDENTIAL = 1_000_000;

/** What is compared: fewest credentials, then fewest hires. */
export function costOf({ credentials, hires }: Cost): number {
  return credentials * CREDENTIAL + hires;
}
