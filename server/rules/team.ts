import type { Need } from './catalogue';
import type { Missing } from './missing-sets';

/** Somebody who is there already, and the credentials that count. */
export interface Candidate {
  readonly person: string;
  readonly held: ReadonlySet<string>;
}

/** Slots to fill at the same time. Within one list each needs another person; two lists may use the same ones. */
export type SlotList = readonly { readonly need: Need; readonly count: number }[];

export interface Team {
  /** Who has to earn something: candidates in their order, then hires (null). */
  readonly steps: readonly { readonly person: string | null; readonly credentials: Missing }[];
  readonly credentials: number;
  readonly hires: number;
  readonly provedMinimal: boolean;
}

/** What these members have to earn. */
export function teamOf(steps: Team['steps'], provedMinimal: boolean): Team {
  return {
    steps: steps.filter(({ person, credentials }) => person === null || credentials.length > 0),
    credentials: steps.reduce((sum, { credentials }) => sum + credentials.length, 0),
    hires: steps.filter(({ person }) => person === null).length,
    provedMinimal,
  };
}
