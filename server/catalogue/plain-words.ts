import type { z } from 'zod';
import { say } from '../messages';
import { joinedByOr } from '../messages/language';
import { shortened } from '../messages/shortened';

/** What is wrong with a value of a document, in the words of those who write it; its place is said before it. */
export const inPlainWords: z.core.$ZodErrorMap = (issue) => {
  const { input } = issue;
  if (input === undefined) return say('document.missing');
  switch (issue.code) {
    case 'invalid_type':
      return say('document.type', { what: typeInWords(issue.expected), given: named(input) });
    case 'invalid_value':
      return oneOf(issue.values, input);
    case 'unrecognized_keys':
      return unknownFields(issue.keys);
    case 'too_small':
      return typeof input === 'number'
        ? say('document.number.least', { least: String(issue.minimum), given: input })
        : say('document.empty');
    case 'too_big':
      return tooBig(input, String(issue.maximum));
    // These are told where the form of the document is described.
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return undefined;
  }
};

const FIELDS_NAMED = 5;

function unknownFields(names: readonly string[]): string {
  const told = names.slice(0, FIELDS_NAMED).map((name) => say('document.field', { name: shortened(name) }));
  const more = names.length - told.length;
  return [...told, ...(more > 0 ? [say('document.fields.more', { count: more })] : [])].join('; ');
}

/** Says that a value is none of these. */
export function oneOf(allowed: readonly unknown[], input: unknown): string {
  return say('document.oneOf', { allowed: joinedByOr(allowed.map(named)), given: named(input) });
}

function tooBig(input: unknown, most: string): string {
  if (typeof input === 'string') return say('document.text.most', { length: input.length, most });
  if (Array.isArray(input)) return say('document.list.most', { length: input.length, most });
  return say('document.number.most', { most, given: named(input) });
}

function typeInWords(expected: string): string {
  switch (expected) {
    case 'string':
      return say('document.a.text');
    case 'number':
      return say('document.a.number');
    case 'int':
      return say('document.a.wholeNumber');
    case 'boolean':
      return say('document.a.flag');
    case 'array':
    case 'tuple':
      return say('document.a.list');
    default:
      return say('document.a.object');
  }
}

/** Lists and objects may be long; their kind says enough. */
function named(value: unknown): string {
  if (Array.isArray(value)) return say('document.a.list');
  if (typeof value === 'object' && value !== null) return say('document.a.object');
  return typeof value === 'string' ? say('known.word', { word: shortened(value) }) : String(value);
}
