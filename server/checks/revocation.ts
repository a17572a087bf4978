import { sentence } from '../messages';
import type { Day } from '../rules';
import { invalidRefusal } from './text';
import type { Refusal } from './refusal';

/**
 * An achievement can be revoked as of any day from the day on which it was earned to today. An end that is known in
 * advance is an expiry, not a revocation.
 */
export function checkRevocation(
  { earnedOn }: { readonly earnedOn: Day },
  on: Day,
  today: Day,
  path: readonly string[],
): Refusal | null {
  if (on > today) return invalidRefusal(path, sentence('achievement.revokedOn.future', { on, today }));
  if (on < earnedOn) return invalidRefusal(path, sentence('achievement.revokedOn.order', { on, earnedOn }));
  return null;
}
