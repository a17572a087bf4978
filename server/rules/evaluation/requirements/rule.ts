import type { Need, Requirement } from '../../vocabulary/catalogue';
import type { RequirementProgress } from '../progress';
import type { EvaluationState } from '../evaluation-state';

/** Registers the needs and windows of a catalogue version, so that each distinct one is evaluated once. */
export interface Compiler {
  /** Number of the need in the catalogue index. */
  need(need: Need): number;
  /** Index of the window in the catalogue index. */
  window(metric: string, months: number): number;
  requirement(requirement: Requirement): CompiledRequirement;
}

export interface CompiledRequirement {
  holds(state: EvaluationState): boolean;
  /** Indexes of the people without whom it might not hold. Call it only if the requirement holds. */
  witnesses(state: EvaluationState): readonly number[];
  /** The people of the state must be sorted by id. */
  progress(state: EvaluationState): RequirementProgress;
  /** Alternative ways to meet it. More than MAX_WAYS means that some are left out. */
  ways(): readonly Way[];
}

/** Alternatives multiply, so only this number of ways is examined. */
export const MAX_WAYS = 1000;

export type Way = readonly (PeopleSought | SalesSought)[];

export interface PeopleSought {
  readonly kind: 'people';
  readonly slots: readonly { readonly need: Need; readonly count: number }[];
}

export interface SalesSought {
  readonly kind: 'sales';
  missing(state: EvaluationState): MissingSales | 'market-closed' | null;
}

export interface MissingSales {
  readonly metric: string;
  readonly months: number;
  /** The amount that the window lacks. 0 if only a closed month is missing. */
  readonly hundredths: number;
}

export type RequirementRule<R extends Requirement> = (
  requirement: R,
  compiler: Compiler,
) => CompiledRequirement;
