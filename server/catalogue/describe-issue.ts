import type { z } from 'zod';
import { say, sayPlural } from '../messages';
import { joinedByOr } from '../messages/language';
import { shorten } from '../messages/shorten';

export const describeIssue: z.core.$ZodErrorMap = (issue) => {
  const { input } = issue;
  if (input === undefined) return say('document.missing');
  switch (issue.code) {
    case 'invalid_type':
      return say(`document.type.${typeOf(issue.expected)}`, { given: valueInWords(input) });
    case 'invalid_value':
      return notOneOfMessage(issue.values, input);
    case 'unrecognized_keys':
      return unknownFields(issue.keys);
    case 'too_small':
      return typeof input === 'number'
        ? say('document.number.min', { min: Number(issue.minimum), given: amountInWords(input) })
        : say('document.empty');
    case 'too_big':
      return tooBig(input, Number(issue.maximum));
    // The schema sets the messages of these issues.
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return undefined;
  }
};

const MAX_NAMED_FIELDS = 5;

function unknownFields(names: readonly string[]): string {
  const fields = names
    .slice(0, MAX_NAMED_FIELDS)
    .map((name) => say('document.field', { name: shorten(name) }));
  const more = names.length - fields.length;
  return [...fields, ...(more > 0 ? [sayPlural('document.fields.more', more, {})] : [])].join(' ');
}

export function notOneOfMessage(allowed: readonly unknown[], input: unknown): string {
  return say('document.oneOf', {
    allowed: joinedByOr(allowed.map(valueInWords)),
    given: valueInWords(input),
  });
}

function tooBig(input: unknown, max: number): string {
  if (typeof input === 'string') return say('document.text.max', { length: input.length, max });
  if (Array.isArray(input)) return say('document.list.max', { length: input.length, max });
  return say('document.number.max', { max, given: amountInWords(input) });
}

/** The formatter would round other numbers. */
function amountInWords(value: unknown): string | number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : valueInWords(value);
}

function typeOf(expected: string): 'text' | 'number' | 'wholeNumber' | 'flag' | 'list' | 'object' {
  switch (expected) {
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'int':
      return 'wholeNumber';
    case 'boolean':
      return 'flag';
    case 'array':
    case 'tuple':
      return 'list';
    default:
      return 'object';
  }
}

function valueInWords(value: unknown): string {
  if (Array.isArray(value)) return '[...]';
  if (typeof value === 'object' && value !== null) return '{...}';
  return typeof value === 'string' ? say('quoted', { text: shorten(value) }) : String(value);
}
