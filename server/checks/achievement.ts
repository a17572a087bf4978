import type { AchievementRow } from '../db/entities';
import { say } from '../messages';
import type { Day } from '../rules';
import { checkKnownKey } from './known-keys';
import { invalidRefusal } from './text';
import type { Refusal } from './refusal';

export type AchievementContent = Pick<AchievementRow, 'credential' | 'earnedOn' | 'expiry' | 'expiresOn'>;

export interface AchievementRules {
  readonly credentials: ReadonlySet<string>;
  readonly today: Day;
}

export function checkAchievement(
  { credential, earnedOn, expiresOn }: AchievementContent,
  { credentials, today }: AchievementRules,
  path: readonly string[],
): readonly (Refusal | null)[] {
  return [
    checkKnownKey('credential', credential, credentials, [...path, 'credential']),
    earnedOn > today
      ? invalidRefusal([...path, 'earnedOn'], say('achievement.earnedOn.future', { earnedOn, today }))
      : null,
    expiresOn !== null && expiresOn <= earnedOn
      ? invalidRefusal([...path, 'expiresOn'], say('achievement.expiresOn.order', { expiresOn, earnedOn }))
      : null,
  ];
}

/** At most one of the three fields may be given. */
export interface GivenExpiry {
  readonly expiresOn?: Day | null;
  readonly neverExpires?: boolean;
  readonly expiresByValidity?: boolean;
}

type Expiry = Pick<AchievementRow, 'expiry' | 'expiresOn'>;

export const BY_VALIDITY: Expiry = { expiry: 'BY_VALIDITY', expiresOn: null };

export function expiryFromInput({
  expiresOn = null,
  neverExpires = false,
  expiresByValidity = false,
}: GivenExpiry): Expiry | null {
  if (expiresOn !== null) return { expiry: 'ON', expiresOn };
  if (neverExpires) return { expiry: 'NEVER', expiresOn: null };
  return expiresByValidity ? BY_VALIDITY : null;
}

export function checkOneExpiry(input: GivenExpiry, path: readonly string[]): Refusal | null {
  const isFieldGiven = {
    expiresOn: (input.expiresOn ?? null) !== null,
    neverExpires: input.neverExpires ?? false,
    expiresByValidity: input.expiresByValidity ?? false,
  };
  const [first, second] = Object.entries(isFieldGiven).flatMap(([field, isGiven]) =>
    isGiven ? [field] : [],
  );
  if (first === undefined || second === undefined) return null;
  return invalidRefusal([...path, second], say('achievement.expiry.one', { first, second }));
}
