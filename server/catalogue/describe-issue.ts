import type { z } from 'zod';
import { inSequence, sentence, type Phrase, type Sentence } from '../messages';
import { shorten } from '../messages/shorten';

/** Returns null for an issue that the schema describes itself. */
export function describeIssue(issue: z.core.$ZodRawIssue): Sentence | null {
  const { input } = issue;
  if (input === undefined) return sentence('document.missing');
  switch (issue.code) {
    case 'invalid_type':
      return sentence(`document.type.${typeOf(issue.expected)}`, { given: shown(input) });
    case 'invalid_value':
      return notOneOf(issue.values, input);
    case 'unrecognized_keys':
      return unknownFields(issue.keys);
    case 'too_small':
      return typeof input === 'number'
        ? sentence('document.number.min', { min: Number(issue.minimum), given: shownNumber(input) })
        : sentence('document.empty');
    case 'too_big':
      return tooBig(input, Number(issue.maximum));
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return null;
  }
}

const MAX_NAMED_FIELDS = 5;

function unknownFields(names: readonly string[]): Sentence {
  const [first = '', ...others] = names.slice(0, MAX_NAMED_FIELDS);
  const unknown = (name: string) => sentence('document.field', { name: shorten(name) });
  const more = names.length - MAX_NAMED_FIELDS;
  const rest = more > 0 ? [sentence('document.fields.more', { count: more })] : [];
  return inSequence(unknown(first), [...others.map(unknown), ...rest]);
}

export function notOneOf(allowed: readonly unknown[], input: unknown): Sentence {
  return sentence('document.oneOf', {
    allowed: allowed.map(shown),
    given: shown(input),
  });
}

function tooBig(input: unknown, max: number): Sentence {
  if (typeof input === 'string') return sentence('document.text.max', { length: input.length, max });
  if (Array.isArray(input)) return sentence('document.list.max', { length: input.length, max });
  return sentence('document.number.max', { max, given: shownNumber(input) });
}

/** The formatter would round other numbers. */
function shownNumber(value: unknown): Phrase | number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : shown(value);
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

function shown(value: unknown): Phrase {
  if (Array.isArray(value)) return '[...]';
  if (typeof value === 'object' && value !== null) return '{...}';
  return typeof value === 'string' ? sentence('quoted', { text: shorten(value) }) : String(value);
}
