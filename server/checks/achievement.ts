import type { OneFieldOf } from '../../schema/one-of';
import type { ExpiryInput } from '../../schema/people/achievement-expiry';
import type { AchievementRow } from '../db/entities';
import { sentence } from '../messages';
import type { Day } from '../rules';
import { checkKnownKey } from './known-keys';
import { invalidRefusal } from './text';
import type { Refusal } from './refusal';

export type AchievementContent = Pick<AchievementRow, 'credential' | 'earnedOn' | 'expiry' | 'expiresOn'>;

/** The values of an achievement that can be refused. Their paths differ between commands and files. */
export type AchievementField =
  'employeeId' | 'subject' | 'credential' | 'earnedOn' | 'expiresOn' | 'externalId';

export function inputPathOf(field: AchievementField): readonly string[] {
  return field === 'expiresOn' ? ['input', 'expiry', 'on'] : ['input', field];
}

export interface AchievementRules {
  readonly credentials: ReadonlySet<string>;
  readonly today: Day;
}

export function checkAchievement(
  { credential, earnedOn, expiresOn }: AchievementContent,
  { credentials, today }: AchievementRules,
  pathOf: (field: AchievementField) => readonly string[],
): readonly (Refusal | null)[] {
  return [
    checkKnownKey('credential', credential, credentials, pathOf('credential')),
    earnedOn > today
      ? invalidRefusal(pathOf('earnedOn'), sentence('achievement.earnedOn.future', { earnedOn, today }))
      : null,
    expiresOn !== null && expiresOn <= earnedOn
      ? invalidRefusal(pathOf('expiresOn'), sentence('achievement.expiresOn.order', { expiresOn, earnedOn }))
      : null,
  ];
}

export type Expiry = Pick<AchievementRow, 'expiry' | 'expiresOn'>;

export const BY_VALIDITY: Expiry = { expiry: 'BY_VALIDITY', expiresOn: null };

export function expiryOf({ on, rule }: OneFieldOf<ExpiryInput>): Expiry {
  return rule === undefined ? { expiry: 'ON', expiresOn: on } : { expiry: rule, expiresOn: null };
}
