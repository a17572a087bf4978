import type { AchievementRow } from '../db/entities';
import { say } from '../messages';
import type { Day } from '../rules';
import { checkKnown } from './known-keys';
import { invalid } from './text';
import type { Refusal } from './refusal';

/** What is said of an achievement, be it by its source or by a correction. */
export type AchievementContent = Pick<AchievementRow, 'credential' | 'earnedOn' | 'expiry' | 'expiresOn'>;

export interface AchievementContext {
  /** Every code that is in some version of the catalogue. */
  readonly credentials: ReadonlySet<string>;
  readonly today: Day;
}

export function checkAchievement(
  { credential, earnedOn, expiresOn }: AchievementContent,
  { credentials, today }: AchievementContext,
  path: readonly string[],
): readonly (Refusal | null)[] {
  return [
    checkKnown('credential', credential, credentials, [...path, 'credential']),
    earnedOn > today
      ? invalid([...path, 'earnedOn'], say('achievement.earnedOn.future', { earnedOn, today }))
      : null,
    expiresOn !== null && expiresOn <= earnedOn
      ? invalid([...path, 'expiresOn'], say('achievement.expiresOn.order', { expiresOn, earnedOn }))
      : null,
  ];
}

/** The ways to say when an achievement ends; of these one at most. */
export interface GivenExpiry {
  readonly expiresOn?: Day | null;
  readonly neverExpires?: boolean;
  readonly expiresByValidity?: boolean;
}

type Expiry = Pick<AchievementRow, 'expiry' | 'expiresOn'>;

export const BY_VALIDITY: Expiry = { expiry: 'BY_VALIDITY', expiresOn: null };

/** What is said of the end; null where nothing is. */
export function expiryGiven({
  expiresOn = null,
  neverExpires = false,
  expiresByValidity = false,
}: GivenExpiry): Expiry | null {
  if (expiresOn !== null) return { expiry: 'ON', expiresOn };
  if (neverExpires) return { expiry: 'NEVER', expiresOn: null };
  return expiresByValidity ? BY_VALIDITY : null;
}

export function checkOneExpiry(given: GivenExpiry, path: readonly string[]): Refusal | null {
  const ways = {
    expiresOn: (given.expiresOn ?? null) !== null,
    neverExpires: given.neverExpires ?? false,
    expiresByValidity: given.expiresByValidity ?? false,
  };
  const [first, second] = Object.entries(ways).flatMap(([way, isGiven]) => (isGiven ? [way] : []));
  if (first === undefined || second === undefined) return null;
  return invalid([...path, second], say('achievement.expiry.one', { first, second }));
}
