import type { Need, Requirement } from '../catalogue';
import type { Standing } from '../standing';

/** What a catalogue version offers to a requirement that is compiled: everything asked twice is answered once. */
export interface Compiler {
  /** The number under which the people who satisfy this need are found. */
  need(need: Need): number;
  /** The number under which the sum of this metric over this many months is found. */
  window(metric: string, months: number): number;
  requirement(requirement: Requirement): CompiledRequirement;
}

/** A requirement as the evaluation asks it, on every day anew. */
export interface CompiledRequirement {
  holds(standing: Standing): boolean;
}

/** One kind of requirement. */
export type RequirementRule<R extends Requirement> = (
  requirement: R,
  compiler: Compiler,
) => CompiledRequirement;
