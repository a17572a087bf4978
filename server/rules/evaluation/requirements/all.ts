import type { AllRequirement } from '../../vocabulary/catalogue';
import { MAX_WAYS, type RequirementCompiler, type CompiledRequirement, type RequirementOption } from './rule';

export function all(requirement: AllRequirement, compiler: RequirementCompiler): CompiledRequirement {
  const parts = requirement.of.map((part) => compiler.requirement(part));
  return {
    holds: (state) => parts.every((part) => part.holds(state)),
    witnesses: (state) => parts.flatMap((part) => part.witnesses(state)),
    progress(state) {
      const of = parts.map((part) => part.progress(state));
      const have = of.filter(({ holds }) => holds).length;
      return { kind: 'all', holds: have === of.length, have, need: of.length, of };
    },
    ways: () => combineWays(parts),
  };
}

/**
 * All combinations of one way per part, truncated after MAX_WAYS + 1. A list longer than MAX_WAYS may be incomplete.
 */
export function combineWays(parts: readonly CompiledRequirement[]): readonly RequirementOption[] {
  return parts.reduce<readonly RequirementOption[]>(
    (ways, part) => {
      const others = part.ways();
      const limit = Math.ceil((MAX_WAYS + 1) / others.length);
      return ways
        .slice(0, limit)
        .flatMap((way) => others.map((other) => [...way, ...other]))
        .slice(0, MAX_WAYS + 1);
    },
    [[]],
  );
}
