import { sentence } from '../messages';
import type { Span } from '../rules';
import { invalidRefusal } from './text';
import type { Refusal } from './refusal';

/** Refuses an empty span, for which a search would silently return an empty list. */
export function checkDaySpan({ from, until }: Span, path: readonly string[]): Refusal | null {
  if (from === null || until === null || from < until) return null;
  return invalidRefusal([...path, 'until'], sentence('daySpan.empty', { from, until }));
}
