import { randomUUID } from 'node:crypto';
import type { Database } from '../../server/db/database';
import { makeApiKey } from '../../server/auth/api-key-format';
import { hashSecret } from '../../server/auth/secret';
import {
  AchievementTable,
  AffiliationTable,
  ApiKeyTable,
  BenefitRedemptionTable,
  CompetencyOverrideTable,
  EmployeeTable,
  MembershipTable,
  OrganizationTable,
  type AffiliationRow,
  type ApiKeyRow,
  type BenefitRedemptionRow,
  type CompetencyOverrideRow,
  type MembershipRow,
  type OrganizationRow,
} from '../../server/db/entities';
import { instant } from '../../server/db/instant';
import { day } from '../../server/rules';

export function organizationRow(
  columns: Partial<OrganizationRow> & { readonly id: string },
): OrganizationRow {
  return {
    key: columns.id,
    name: columns.id,
    searchName: (columns.name ?? columns.id).toLowerCase(),
    market: 'DEVELOPED',
    country: 'DE',
    city: 'Bremen',
    description: '',
    website: null,
    languages: 'de,en',
    createdAt: instant(new Date('2026-01-01T00:00:00Z')),
    version: 1,
    edition: 0,
    size: 1,
    ...columns,
  };
}

export async function storeOrganizations(
  database: Database,
  ...organizations: readonly (Partial<OrganizationRow> & { readonly id: string })[]
): Promise<void> {
  await database.transaction((transaction) =>
    transaction.insert(OrganizationTable, organizations.map(organizationRow)),
  );
}

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
      createdAt: instant(new Date('2026-01-01T00:00:00Z')),
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

/** Stores achievements that were earned on 1 January 2026 and expire according to the validity of their credentials. */
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
        createdAt: instant(new Date('2026-01-01T00:00:00Z')),
        version: 1,
      })),
    ),
  );
}

/** The default id of a term combines the organization's id and the first day. */
export async function storeTerms(
  database: Database,
  ...terms: readonly (Pick<MembershipRow, 'organizationId' | 'level'> & {
    readonly id?: string;
    readonly from: string;
    readonly until: string;
  })[]
): Promise<void> {
  await database.transaction((transaction) =>
    transaction.insert(
      MembershipTable,
      terms.map(({ organizationId, level, from, until, id = `${organizationId}-${from}` }) => ({
        id,
        organizationId,
        level,
        fromDay: day(from),
        untilDay: day(until),
        purchasedOn: day(from),
        kind: 'NEW' as const,
        pricePaidMinorUnits: 185_000,
        currency: 'USD',
        paymentReference: 'test',
        refundedOn: null,
        version: 1,
      })),
    ),
  );
}

export async function storeGrants(
  database: Database,
  ...grants: readonly (Pick<CompetencyOverrideRow, 'organizationId' | 'competency' | 'level'> & {
    readonly from: string;
    readonly until: string;
  })[]
): Promise<void> {
  await database.transaction((transaction) =>
    transaction.insert(
      CompetencyOverrideTable,
      grants.map(({ organizationId, competency, level, from, until }) => ({
        id: randomUUID(),
        organizationId,
        competency,
        effect: 'GRANT' as const,
        level,
        reason: 'test',
        fromDay: day(from),
        untilDay: day(until),
        createdAt: instant(new Date('2026-01-01T00:00:00Z')),
        placedBy: 'person:agent',
        version: 1,
      })),
    ),
  );
}

export async function storeRedemptions(
  database: Database,
  ...redemptions: readonly (Pick<
    BenefitRedemptionRow,
    'membershipId' | 'organizationId' | 'benefit' | 'quantity'
  > & {
    readonly id?: string;
    readonly redeemedOn: string;
  })[]
): Promise<void> {
  await database.transaction((transaction) =>
    transaction.insert(
      BenefitRedemptionTable,
      redemptions.map(({ id = randomUUID(), redeemedOn, ...row }) => ({
        ...row,
        id,
        redeemedOn: day(redeemedOn),
        createdAt: instant(new Date(`${redeemedOn}T09:00:00Z`)),
      })),
    ),
  );
}

/** Stores an unused API key and returns its secret. */
export async function storeApiKey(
  database: Database,
  columns: Partial<ApiKeyRow> & Pick<ApiKeyRow, 'id' | 'organizationId'>,
): Promise<string> {
  const secret = makeApiKey();
  await database.transaction((transaction) =>
    transaction.insert(ApiKeyTable, {
      name: columns.id,
      hint: 'lrl_',
      hash: hashSecret(secret),
      scopes: 'READ_ORGANIZATION',
      origin: 'ISSUED',
      createdAt: instant(new Date('2026-03-02T10:00:00Z')),
      createdBy: 'person:admin',
      expiresAt: null,
      ownEnd: columns.expiresAt ?? null,
      lastUsedAt: null,
      revokedAt: null,
      ...columns,
    }),
  );
  return secret;
}
