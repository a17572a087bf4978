import type {
  AchievementRow,
  AffiliationRow,
  EmployeeRow,
  MembershipRow,
  OrganizationRow,
} from '../server/db/entities';
import { instant } from '../server/db/instant';

const AT = instant(new Date('2026-01-01T00:00:00Z'));

/** Rows as the product stores them, with the columns that a benchmark names. */

export function organizationRow(
  given: Pick<OrganizationRow, 'id' | 'key' | 'name'> & Partial<OrganizationRow>,
): OrganizationRow {
  return {
    searchName: given.name.toLowerCase(),
    market: 'DEVELOPED',
    country: 'DE',
    city: 'Bremen',
    description: 'A partner that is measured.',
    website: null,
    languages: 'de,en',
    registeredAt: AT,
    version: 1,
    edition: 0,
    size: 1,
    ...given,
  };
}

export function employeeRow(given: Pick<EmployeeRow, 'id' | 'name'> & Partial<EmployeeRow>): EmployeeRow {
  return { subject: null, email: null, registeredAt: AT, version: 1, ...given };
}

/** An affiliation that goes on. */
export function affiliationRow(
  given: Pick<AffiliationRow, 'id' | 'employeeId' | 'organizationId' | 'fromDay'> & Partial<AffiliationRow>,
): AffiliationRow {
  return { role: 'MEMBER', untilDay: null, openFor: given.employeeId, version: 1, ...given };
}

export function achievementRow(
  given: Pick<AchievementRow, 'id' | 'employeeId' | 'credential' | 'earnedOn'> & Partial<AchievementRow>,
): AchievementRow {
  return {
    expiry: 'BY_VALIDITY',
    expiresOn: null,
    revokedOn: null,
    source: 'bench',
    externalId: given.id,
    recordedAt: AT,
    version: 1,
    ...given,
  };
}

export function membershipRow(
  given: Pick<MembershipRow, 'id' | 'organizationId' | 'startsOn' | 'endsOn'> & Partial<MembershipRow>,
): MembershipRow {
  return {
    level: 'SILVER',
    purchasedOn: given.startsOn,
    kind: 'NEW',
    pricePaid: 47_500,
    currency: 'USD',
    paymentReference: 'bench',
    refundedOn: null,
    version: 1,
    ...given,
  };
}
