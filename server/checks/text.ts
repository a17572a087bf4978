import { say } from '../messages';
import type { Refusal } from './refusal';

export interface TextRules {
  /** In characters, as people count them (code points). */
  readonly most: number;
  readonly mayBeEmpty?: boolean;
  /** Line breaks and tabs are welcome. */
  readonly lines?: boolean;
}

/** Free text is stored as given, so what could not be stored or read back as given is refused. */
export function checkText(
  path: readonly string[],
  what: string,
  value: string,
  rules: TextRules,
): Refusal | null {
  const unusable = checkLength(path, what, value, rules.most) ?? checkWellFormed(path, what, value);
  if (unusable !== null) return unusable;
  if (value === '' && rules.mayBeEmpty !== true) return invalid(path, say('text.empty', { what }));
  if ((rules.lines ? /[^\P{Cc}\n\r\t]/u : /\p{Cc}/u).test(value)) {
    return invalid(path, say('text.control', { what }));
  }
  if (value.trim() !== value) return invalid(path, say('text.outerSpace', { what, value }));
  // Controls of direction can make a text read as another one; without a visible character it reads as nothing.
  if (/[\u202a-\u202e\u2066-\u2069]/.test(value) || (value !== '' && !/[^\p{Z}\p{C}]/u.test(value))) {
    return invalid(path, say('text.invisible', { what }));
  }
  return null;
}

/** In characters, as people count them (code points). */
export function checkLength(
  path: readonly string[],
  what: string,
  value: string,
  most: number,
): Refusal | null {
  const length = [...value].length;
  return length > most ? invalid(path, say('text.tooLong', { what, length, most })) : null;
}

/** JSON can write half of a surrogate pair. Databases store U+FFFD in its place, so that different texts become one. */
export function checkWellFormed(path: readonly string[], what: string, value: string): Refusal | null {
  return value.isWellFormed() ? null : invalid(path, say('text.illFormed', { what }));
}

export function invalid(path: readonly string[], message: string): Refusal {
  return { code: 'INVALID', message, path };
}
