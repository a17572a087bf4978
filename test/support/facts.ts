import type { Database } from '../../server/db/database';
import {
  AchievementTable,
  AffiliationTable,
  EmployeeTable,
  OrganizationTable,
  type AffiliationRow,
  type OrganizationRow,
} from '../../server/db/entities';
import { instant } from '../../server/db/instant';
import { day } from '../../server/rules';

/** An organization as it might be stored, with what a test says of it. */
export function anOrganization(given: Partial<OrganizationRow> & { readonly id: string }): OrganizationRow {
  return {
    key: given.id,
    name: given.id,
    searchName: (given.name ?? given.id).toLowerCase(),
    market: 'DEVELOPED',
    country: 'DE',
    city: 'Bremen',
    description: '',
    website: null,
    languages: 'de,en',
    registeredAt: instant(new Date('2026-01-01T00:00:00Z')),
    version: 1,
    edition: 0,
    ...given,
  };
}

export async function storeOrganizations(
  database: Database,
  ...given: readonly (Partial<OrganizationRow> & { readonly id: string })[]
): Promise<void> {
  await database.transaction((transaction) =>
    transaction.insert(OrganizationTable, given.map(anOrganization)),
  );
}

/** A person with an account, and where the person is and was. */
export async function storePerson(
  database: Database,
  subject: string,
  ...affiliations: readonly (Pick<AffiliationRow, 'organizationId'> & {
    readonly role?: AffiliationRow['role'];
    readonly from?: string;
    readonly until?: string | null;
  })[]
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.insert(EmployeeTable, {
      id: subject,
      subject,
      name: subject,
      email: null,
      registeredAt: instant(new Date('2026-01-01T00:00:00Z')),
      version: 1,
    });
    await transaction.insert(
      AffiliationTable,
      affiliations.map(({ organizationId, role = 'MEMBER', from = '2026-01-01', until = null }, i) => ({
        id: `${subject}-${i}`,
        employeeId: subject,
        organizationId,
        role,
        fromDay: day(from),
        untilDay: until === null ? null : day(until),
        openFor: until === null ? subject : null,
        version: 1,
      })),
    );
  });
}

/** Credentials that a person earned on 1 January 2026, for as long as they are valid. */
export async function storeAchievements(
  database: Database,
  employeeId: string,
  ...credentials: readonly string[]
): Promise<void> {
  await database.transaction((transaction) =>
    transaction.insert(
      AchievementTable,
      credentials.map((credential) => ({
        id: `${employeeId}-${credential}`,
        employeeId,
        credential,
        earnedOn: day('2026-01-01'),
        expiry: 'BY_VALIDITY' as const,
        expiresOn: null,
        revokedOn: null,
        source: 'test',
        externalId: `${employeeId}-${credential}`,
        recordedAt: instant(new Date('2026-01-01T00:00:00Z')),
        version: 1,
      })),
    ),
  );
}
