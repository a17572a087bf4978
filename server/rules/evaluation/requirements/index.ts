import type { Requirement } from '../../vocabulary/catalogue';
import { all } from './all';
import { any } from './any';
import { metric } from './metric';
import { people } from './people';
import type { RequirementCompiler, CompiledRequirement, RequirementRule } from './rule';

const RULES: { readonly [K in Requirement['kind']]: RequirementRule<Extract<Requirement, { kind: K }>> } = {
  people,
  metric,
  all,
  any,
};

export function compileRequirement(
  requirement: Requirement,
  compiler: RequirementCompiler,
): CompiledRequirement {
  // TypeScript cannot infer that the rule at this index accepts this kind of requirement.
  const rule = RULES[requirement.kind] as RequirementRule<Requirement>;
  return rule(requirement, compiler);
}
