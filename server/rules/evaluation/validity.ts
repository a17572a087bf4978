import type { Credential } from '../vocabulary/catalogue';
import { addMonths, type Day } from '../vocabulary/day';
import type { Achievement, Person } from '../vocabulary/facts';
import { countsOn } from '../vocabulary/span';

export function isAffiliatedOn(person: Person, day: Day): boolean {
  for (const affiliation of person.affiliations) if (countsOn(affiliation, day)) return true;
  return false;
}

/**
 * An achievement is valid from `earnedOn` until it expires or is revoked, or until its credential is no longer
 * accepted. It counts for an organization only while its person is affiliated.
 */
export function isValidOn(achievement: Achievement, credential: Credential, day: Day): boolean {
  if (achievement.earnedOn > day) return false;
  if (achievement.revokedOn !== null && achievement.revokedOn <= day) return false;
  if (credential.acceptedUntil !== null && credential.acceptedUntil <= day) return false;
  const expiry = expiryOf(achievement, credential);
  return expiry === null || day < expiry;
}

type EndingRules = Pick<Credential, 'validityMonths' | 'acceptedUntil'>;

/** The first day on which the achievement has expired. Null: it never expires. */
export function expiryOf(achievement: Achievement, credential: EndingRules): Day | null {
  switch (achievement.expiry.kind) {
    case 'on':
      return achievement.expiry.day;
    case 'never':
      return null;
    case 'by-validity':
      return credential.validityMonths === null
        ? null
        : addMonths(achievement.earnedOn, credential.validityMonths);
  }
}

export type Ending = {
  readonly kind: 'expired' | 'revoked' | 'no-longer-accepted';
  readonly day: Day;
};

/**
 * All endings of an achievement, earliest first. On the same day, expiry comes first, then revocation, then the end of
 * acceptance.
 */
export function endingsOf(achievement: Achievement, credential: EndingRules): readonly Ending[] {
  const days = [
    ['expired', expiryOf(achievement, credential)],
    ['revoked', achievement.revokedOn],
    ['no-longer-accepted', credential.acceptedUntil],
  ] as const;
  return days
    .flatMap(([kind, day]) => (day === null ? [] : [{ kind, day }]))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
