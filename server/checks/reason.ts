import { checkText } from './text';
import type { Refusal } from './refusal';

const MAX_REASON_LENGTH = 1000;

/** An absent reason passes, because the schema decides whether a reason is required. */
export function checkReason(
  reason: string | null | undefined,
  path: readonly string[] = ['input', 'reason'],
): Refusal | null {
  if (reason === null || reason === undefined) return null;
  return checkText(path, reason, { maxLength: MAX_REASON_LENGTH, allowLineBreaks: true });
}
