import type { AllRequirement } from '../catalogue';
import type { Compiler, CompiledRequirement } from './rule';

/** `all` holds when each of its parts holds. */
export function all(requirement: AllRequirement, compiler: Compiler): CompiledRequirement {
  const parts = requirement.of.map((part) => compiler.requirement(part));
  return { holds: (standing) => parts.every((part) => part.holds(standing)) };
}
