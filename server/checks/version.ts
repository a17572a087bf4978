import { say } from '../messages';
import type { Refusal } from './refusal';

/** Optimistic locking: refuses an update based on an outdated version. */
export function checkVersion(
  { version }: { readonly version: number },
  expected: number,
  path: readonly string[] = ['input', 'expectedVersion'],
): Refusal | null {
  if (version === expected) return null;
  return {
    code: 'CHANGED',
    message: say('version.changed', { version: String(version), expected: String(expected) }),
    path,
  };
}
