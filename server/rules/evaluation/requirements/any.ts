import type { AnyRequirement } from '../../vocabulary/catalogue';
import { MAX_WAYS, type RequirementCompiler, type CompiledRequirement } from './rule';

export function any(requirement: AnyRequirement, compiler: RequirementCompiler): CompiledRequirement {
  const parts = requirement.of.map((part) => compiler.requirement(part));
  return {
    holds: (state) => parts.some((part) => part.holds(state)),
    witnesses: (state) => parts.find((part) => part.holds(state))?.witnesses(state) ?? [],
    progress(state) {
      const of = parts.map((part) => part.progress(state));
      const have = of.filter(({ holds }) => holds).length;
      return { kind: 'any', holds: have > 0, have, need: 1, of };
    },
    ways: () => parts.flatMap((part) => part.ways()).slice(0, MAX_WAYS + 1),
  };
}
