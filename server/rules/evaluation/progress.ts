import type { AttainmentPath, Need } from '../vocabulary/catalogue';
import type { WindowMonths } from './metric-windows';

export interface PathProgress {
  readonly path: AttainmentPath;
  /** A path that is not effective on the day does not hold, even if all its requirements do. */
  readonly effective: boolean;
  readonly holds: boolean;
  readonly requirements: readonly RequirementProgress[];
}

export type RequirementProgress = PeopleProgress | MetricProgress | PartsProgress;

export interface PeopleProgress {
  readonly kind: 'people';
  readonly holds: boolean;
  readonly have: number;
  readonly need: number;
  /** In the order of the groups. In a group with `ofThose`, the slots with both needs come first. */
  readonly slots: readonly SlotProgress[];
  readonly spare: readonly string[];
}

export interface SlotProgress {
  readonly group: number;
  readonly need: Need;
  readonly person: string | null;
  readonly achievements: readonly string[];
}

export interface MetricProgress {
  readonly kind: 'metric';
  readonly holds: boolean;
  readonly metric: string;
  /** Empty before the first month is closed. */
  readonly months: WindowMonths;
  /** In hundredths. */
  readonly have: number;
  /** The threshold in hundredths. Null: the path is closed to the organization's market class. */
  readonly need: number | null;
}

export interface PartsProgress {
  readonly kind: 'all' | 'any';
  readonly holds: boolean;
  readonly have: number;
  readonly need: number;
  readonly of: readonly RequirementProgress[];
}

export function peopleRequirementsIn(progress: RequirementProgress): readonly PeopleProgress[] {
  switch (progress.kind) {
    case 'people':
      return [progress];
    case 'metric':
      return [];
    case 'all':
    case 'any':
      return progress.of.flatMap(peopleRequirementsIn);
  }
}
