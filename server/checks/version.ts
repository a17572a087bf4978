import { sentence } from '../messages';
import type { Refusal } from './refusal';
import { invalidRefusal } from './text';

/** Optimistic locking: refuses an update based on an outdated version. */
export function checkVersion(
  { version }: { readonly version: number },
  expected: number,
  path: readonly string[] = ['input', 'expectedVersion'],
  oldest = 1,
): Refusal | null {
  if (version === expected) return null;
  const values = { version, expected };
  // Versions only grow, so a higher one cannot have been read.
  if (expected > version || expected < oldest) return invalidRefusal(path, sentence('version.never', values));
  return { code: 'CHANGED', sentence: sentence('version.changed', values), path };
}
