import { sentence } from '../messages';
import type { Reason } from '../messages/refusal-values';
import type { Refusal } from './refusal';

export interface TextRules {
  /** In code points. */
  readonly maxLength: number;
  /** The value may be null, so the refusal of an empty text suggests null. */
  readonly optional?: boolean;
  /** Also allows tabs. */
  readonly allowLineBreaks?: boolean;
}

/** Refuses free text that a database could not store and return unchanged, or that could mislead readers. */
export function checkText(path: readonly string[], value: string, rules: TextRules): Refusal | null {
  const unusable = checkLength(path, value, rules.maxLength) ?? checkWellFormed(path, value);
  if (unusable !== null) return unusable;
  const field = fieldAt(path);
  if (value === '')
    return invalidRefusal(
      path,
      sentence(rules.optional === true ? 'text.empty.optional' : 'text.empty', { field }),
    );
  if ((rules.allowLineBreaks ? /[^\P{Cc}\n\r\t]/u : /\p{Cc}/u).test(value)) {
    return invalidRefusal(path, sentence('text.control', { field }));
  }
  if (value.trim() !== value) return invalidRefusal(path, sentence('text.outerSpace', { field, value }));
  // Bidirectional control characters can disguise text. Text must have a visible character.
  if (/[\u202a-\u202e\u2066-\u2069]/.test(value) || !/[^\p{Z}\p{C}]/u.test(value)) {
    return invalidRefusal(path, sentence('text.invisible', { field }));
  }
  return null;
}

export function checkLength(path: readonly string[], value: string, max: number): Refusal | null {
  const length = [...value].length;
  return length > max
    ? invalidRefusal(path, sentence('text.tooLong', { field: fieldAt(path), length, max }))
    : null;
}

/** Databases store U+FFFD in place of a lone surrogate, so different strings would become equal. */
export function checkWellFormed(path: readonly string[], value: string): Refusal | null {
  return value.isWellFormed()
    ? null
    : invalidRefusal(path, sentence('text.illFormed', { field: fieldAt(path) }));
}

function fieldAt(path: readonly string[]): string {
  return path.at(-1) ?? '';
}

export function invalidRefusal(path: readonly string[], sentence: Reason): Refusal {
  return { code: 'INVALID', path, sentence };
}
