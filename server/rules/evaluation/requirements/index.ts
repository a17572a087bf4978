import type { Requirement } from '../../vocabulary/catalogue';
import { all } from './all';
import { any } from './any';
import { metric } from './metric';
import { people } from './people';
import type { Compiler, CompiledRequirement, RequirementRule } from './rule';

/** Every kind of requirement; it does not compile while one is missing. */
const RULES: { readonly [K in Requirement['kind']]: RequirementRule<Extract<Requirement, { kind: K }>> } = {
  people,
  metric,
  all,
  any,
};

export function compileRequirement(requirement: Requirement, compiler: Compiler): CompiledRequirement {
  // The map gives each kind its own rule; the compiler cannot follow that through an index.
  const rule = RULES[requirement.kind] as RequirementRule<Requirement>;
  return rule(requirement, compiler);
}
