import type {
  AchievementRow,
  AffiliationRow,
  EmployeeRow,
  MembershipRow,
  OrganizationRow,
} from '../server/db/entities';
import { instant } from '../server/db/instant';

const AT = instant(new Date('2026-01-01T00:00:00Z'));

export function organizationRow(
  columns: Pick<OrganizationRow, 'id' | 'key' | 'name'> & Partial<OrganizationRow>,
): OrganizationRow {
  return {
    searchName: columns.name.toLowerCase(),
    market: 'DEVELOPED',
    country: 'DE',
    city: 'Bremen',
    description: 'A partner that is measured.',
    website: null,
    languages: 'de,en',
    createdAt: AT,
    version: 1,
    edition: 0,
    size: 1,
    ...columns,
  };
}

export function employeeRow(columns: Pick<EmployeeRow, 'id' | 'name'> & Partial<EmployeeRow>): EmployeeRow {
  return { subject: null, email: null, createdAt: AT, version: 1, ...columns };
}

export function affiliationRow(
  columns: Pick<AffiliationRow, 'id' | 'employeeId' | 'organizationId' | 'fromDay'> & Partial<AffiliationRow>,
): AffiliationRow {
  return { role: 'MEMBER', untilDay: null, openFor: columns.employeeId, version: 1, ...columns };
}

export function achievementRow(
  columns: Pick<AchievementRow, 'id' | 'employeeId' | 'credential' | 'earnedOn'> & Partial<AchievementRow>,
): AchievementRow {
  return {
    expiry: 'BY_VALIDITY',
    expiresOn: null,
    revokedOn: null,
    source: 'bench',
    externalId: columns.id,
    createdAt: AT,
    version: 1,
    ...columns,
  };
}

export function membershipRow(
  columns: Pick<MembershipRow, 'id' | 'organizationId' | 'fromDay' | 'untilDay'> & Partial<MembershipRow>,
): MembershipRow {
  return {
    level: 'SILVER',
    purchasedOn: columns.fromDay,
    kind: 'NEW',
    pricePaidMinorUnits: 47_500,
    currency: 'USD',
    paymentReference: 'bench',
    refundedOn: null,
    version: 1,
    ...columns,
  };
}
