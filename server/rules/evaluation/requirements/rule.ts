import type { Need, Requirement } from '../../vocabulary/catalogue';
import type { RequirementProgress } from '../progress';
import type { EvaluationState } from '../evaluation-state';

/** Numbers the distinct needs and windows of a catalogue version, so that each is evaluated only once. */
export interface RequirementCompiler {
  need(need: Need): number;
  window(metric: string, months: number): number;
  requirement(requirement: Requirement): CompiledRequirement;
}

export interface CompiledRequirement {
  holds(state: EvaluationState): boolean;
  /** Indexes of people. If the requirement holds, it still holds after the removal of any other person. */
  witnesses(state: EvaluationState): readonly number[];
  /** `state.facts.people` must be sorted by id. */
  progress(state: EvaluationState): RequirementProgress;
  /** The alternative ways to meet the requirement. A list longer than MAX_WAYS may be incomplete. */
  ways(): readonly RequirementOption[];
}

/** Limit on the ways that are examined per path, because alternatives multiply. */
export const MAX_WAYS = 1000;

export type RequirementOption = readonly (RequiredPeople | RequiredSales)[];

export interface RequiredPeople {
  readonly kind: 'people';
  readonly slots: readonly { readonly need: Need; readonly count: number }[];
}

export interface RequiredSales {
  readonly kind: 'sales';
  missing(state: EvaluationState): MissingSales | 'market-closed' | null;
}

export interface MissingSales {
  readonly metric: string;
  readonly months: number;
  /** The shortfall of the window. 0 if the threshold is 0 and no month is closed yet. */
  readonly hundredths: number;
}

export type RequirementRule<R extends Requirement> = (
  requirement: R,
  compiler: RequirementCompiler,
) => CompiledRequirement;
