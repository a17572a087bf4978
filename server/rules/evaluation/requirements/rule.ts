import type { Need, Requirement } from '../../vocabulary/catalogue';
import type { RequirementProgress } from '../progress';
import type { EvaluationState } from '../evaluation-state';

/** What a catalogue version offers to a requirement that is compiled: everything asked twice is answered once. */
export interface Compiler {
  /** The number under which the people who satisfy this need are found. */
  need(need: Need): number;
  /** The number under which the sum of this metric over this many months is found. */
  window(metric: string, months: number): number;
  requirement(requirement: Requirement): CompiledRequirement;
}

/** A requirement as it is asked, on every day anew. */
export interface CompiledRequirement {
  holds(standing: EvaluationState): boolean;
  /** Everybody, by their place in the facts, without whom it might not hold; asked only when it holds. */
  witnesses(standing: EvaluationState): readonly number[];
  /** How far it is. The people of the standing must be in the order of their ids. */
  progress(standing: EvaluationState): RequirementProgress;
  /** Each way to meet it: the people and sales that together are enough. More than MOST_WAYS: some are left out. */
  ways(): readonly Way[];
}

/** Alternatives multiply. More are not looked at. */
export const MAX_WAYS = 1000;

export type Way = readonly (PeopleSought | SalesSought)[];

/** These slots filled, each by another person. */
export interface PeopleSought {
  readonly kind: 'people';
  readonly slots: readonly { readonly need: Need; readonly count: number }[];
}

export interface SalesSought {
  readonly kind: 'sales';
  /** Null: nothing is missing. */
  missing(standing: EvaluationState): MissingSales | 'market-closed' | null;
}

export interface MissingSales {
  readonly metric: string;
  readonly months: number;
  /** What the window lacks. 0 where it is only a closed month that is missing. */
  readonly hundredths: number;
}

/** One kind of requirement. */
export type RequirementRule<R extends Requirement> = (
  requirement: R,
  compiler: Compiler,
) => CompiledRequirement;
