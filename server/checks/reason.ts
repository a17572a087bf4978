import { checkText } from './text';
import type { Refusal } from './refusal';

const MAX_REASON_LENGTH = 1000;

/** Checks the reason for the audit log. An absent reason passes: the schema decides whether one is required. */
export function checkReason(
  reason: string | null | undefined,
  path: readonly string[] = ['input', 'reason'],
): Refusal | null {
  if (reason === null || reason === undefined) return null;
  return checkText(path, reason, { maxLength: MAX_REASON_LENGTH, allowLineBreaks: true });
}
