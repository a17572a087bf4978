import type { Requirement } from '../../vocabulary/catalogue';
import { all } from './all';
import { any } from './any';
import { metric } from './metric';
import { people } from './people';
import type { Compiler, CompiledRequirement, RequirementRule } from './rule';

/** One rule per kind. A missing kind is a compile error. */
const RULES: { readonly [K in Requirement['kind']]: RequirementRule<Extract<Requirement, { kind: K }>> } = {
  people,
  metric,
  all,
  any,
};

export function compileRequirement(requirement: Requirement, compiler: Compiler): CompiledRequirement {
  // Each kind maps to its own rule, which TypeScript cannot infer from an index access.
  const rule = RULES[requirement.kind] as RequirementRule<Requirement>;
  return rule(requirement, compiler);
}
