import { say } from '../messages';
import { checkText } from './text';
import type { Refusal } from './refusal';

const MAX_REASON_LENGTH = 1000;

/** Why something is done, for the audit log; where it may be left out, what is left out is fine. */
export function checkReason(
  reason: string | null | undefined,
  path: readonly string[] = ['input', 'reason'],
): Refusal | null {
  if (reason === null || reason === undefined) return null;
  return checkText(path, say('reason'), reason, { most: MAX_REASON_LENGTH, lines: true });
}
