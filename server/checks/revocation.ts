import { say } from '../messages';
import type { Day } from '../rules';
import { invalid } from './text';
import type { Refusal } from './refusal';

/** An achievement is revoked on a day from the day it was earned until today. A known future end is an expiry. */
export function checkRevocation(
  { earnedOn }: { readonly earnedOn: Day },
  on: Day,
  today: Day,
  path: readonly string[],
): Refusal | null {
  if (on > today) return invalid(path, say('achievement.revokedOn.future', { on, today }));
  if (on < earnedOn) return invalid(path, say('achievement.revokedOn.order', { on, earnedOn }));
  return null;
}
