import type { z } from 'zod';
import { OVERRIDE_EFFECTS } from '../rules';

/** What is wrong with a value, in the words of those who write cases; its place is said before it. */
export const inPlainWords: z.core.$ZodErrorMap = (issue) => {
  const { input } = issue;
  if (input === undefined) return 'is missing';
  if (issue.code === 'invalid_type') {
    return `must be ${TYPES[issue.expected] ?? issue.expected}, not ${named(input)}`;
  }
  if (issue.code === 'invalid_value') return oneOf(issue.values, input);
  if (issue.code === 'invalid_union') {
    // The only union is that of the two effects of an override, and what is no object is an invalid type.
    const { effect } = input as { readonly effect?: unknown };
    return effect === undefined ? 'is missing' : oneOf(OVERRIDE_EFFECTS, effect);
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `there is no field "${key}" here`).join('; ');
  }
  return issue.code === 'too_small' ? 'must not be empty' : undefined;
};

const TYPES: Partial<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function oneOf(allowed: readonly unknown[], input: unknown): string {
  return `must be ${allowed.map(named).join(' or ')}, not ${named(input)}`;
}

/** Lists and objects may be long; their kind says enough. */
function named(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? `"${value}"` : String(value);
}
