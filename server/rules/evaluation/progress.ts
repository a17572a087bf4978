import type { AttainmentPath, Need } from '../vocabulary/catalogue';
import type { WindowMonths } from './metric-windows';

export interface PathProgress {
  readonly path: AttainmentPath;
  /** A path that is not effective on the day does not hold, however far its requirements are. */
  readonly effective: boolean;
  readonly holds: boolean;
  readonly requirements: readonly RequirementProgress[];
}

/** How far a requirement is on a day: `have` of `need`, and what that is made of. */
export type RequirementProgress = PeopleProgress | MetricProgress | PartsProgress;

export interface PeopleProgress {
  readonly kind: 'people';
  readonly holds: boolean;
  /** Slots. */
  readonly have: number;
  readonly need: number;
  /** Group by group; of "N, K of those same" first the K that need both. */
  readonly slots: readonly SlotProgress[];
  /** Who satisfies a slot, but is not needed. */
  readonly spare: readonly string[];
}

export interface SlotProgress {
  /** The place of the group in the requirement. */
  readonly group: number;
  readonly need: Need;
  /** Null: nobody is left for it. */
  readonly person: string | null;
  /** The achievements with which the person satisfies the need. */
  readonly achievements: readonly string[];
}

export interface MetricProgress {
  readonly kind: 'metric';
  readonly holds: boolean;
  readonly metric: string;
  /** The window, in order; empty while no month is closed. */
  readonly months: WindowMonths;
  /** The sum of the window, in hundredths. */
  readonly have: number;
  /** The threshold of the organization's market; null: closed to it. */
  readonly need: number | null;
}

export interface PartsProgress {
  readonly kind: 'all' | 'any';
  readonly holds: boolean;
  /** Parts that hold. */
  readonly have: number;
  readonly need: number;
  readonly of: readonly RequirementProgress[];
}

/** The `people` requirements in a tree, from left to right. */
export function peopleIn(progress: RequirementProgress): readonly PeopleProgress[] {
  switch (progress.kind) {
    case 'people':
      return [progress];
    case 'metric':
      return [];
    case 'all':
    case 'any':
      return progress.of.flatMap(peopleIn);
  }
}
