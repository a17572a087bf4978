import type { AnyRequirement } from '../catalogue';
import type { Compiler, CompiledRequirement } from './rule';

/** `any` holds when at least one of its parts holds. */
export function any(requirement: AnyRequirement, compiler: Compiler): CompiledRequirement {
  const parts = requirement.of.map((part) => compiler.requirement(part));
  return { holds: (standing) => parts.some((part) => part.holds(standing)) };
}
