import type { AllRequirement } from '../../vocabulary/catalogue';
import { MAX_WAYS, type Compiler, type CompiledRequirement, type Way } from './rule';

/** `all` holds when each of its parts holds. */
export function all(requirement: AllRequirement, compiler: Compiler): CompiledRequirement {
  const parts = requirement.of.map((part) => compiler.requirement(part));
  return {
    holds: (standing) => parts.every((part) => part.holds(standing)),
    witnesses: (standing) => parts.flatMap((part) => part.witnesses(standing)),
    progress(standing) {
      const of = parts.map((part) => part.progress(standing));
      const have = of.filter(({ holds }) => holds).length;
      return { kind: 'all', holds: have === of.length, have, need: of.length, of };
    },
    ways: () => together(parts),
  };
}

/** Each way of one part with each way of the others; one more than MOST_WAYS shows that some were left out. */
export function together(parts: readonly CompiledRequirement[]): readonly Way[] {
  return parts.reduce<readonly Way[]>(
    (ways, part) => {
      const others = part.ways();
      const enough = Math.ceil((MAX_WAYS + 1) / others.length);
      return ways
        .slice(0, enough)
        .flatMap((way) => others.map((other) => [...way, ...other]))
        .slice(0, MAX_WAYS + 1);
    },
    [[]],
  );
}
