import type { AnyRequirement } from '../../vocabulary/catalogue';
import { MAX_WAYS, type Compiler, type CompiledRequirement } from './rule';

/** `any` holds when at least one of its parts holds. */
export function any(requirement: AnyRequirement, compiler: Compiler): CompiledRequirement {
  const parts = requirement.of.map((part) => compiler.requirement(part));
  return {
    holds: (standing) => parts.some((part) => part.holds(standing)),
    witnesses: (standing) => parts.find((part) => part.holds(standing))?.witnesses(standing) ?? [],
    progress(standing) {
      const of = parts.map((part) => part.progress(standing));
      const have = of.filter(({ holds }) => holds).length;
      return { kind: 'any', holds: have > 0, have, need: 1, of };
    },
    ways: () => parts.flatMap((part) => part.ways()).slice(0, MAX_WAYS + 1),
  };
}
