import { say } from '../messages';
import type { Refusal } from './refusal';

/** An update that has not seen the last change would undo it without knowing. */
export function checkVersion(
  { version }: { readonly version: number },
  expected: number,
  path: readonly string[] = ['input', 'expectedVersion'],
): Refusal | null {
  if (version === expected) return null;
  return { code: 'CHANGED', message: say('version.changed', { version, expected }), path };
}
