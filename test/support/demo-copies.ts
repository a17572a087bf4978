import { storeFirstCatalogue } from '../../server/commands/catalogue/store-first-catalogue';
import type { Database } from '../../server/db/database';
import { demoRows } from '../../server/demo/demo-rows';
import {
  AchievementTable,
  AffiliationTable,
  BenefitRedemptionTable,
  CompetencyOverrideTable,
  EmployeeTable,
  MembershipTable,
  MetricRecordTable,
  MonthClosingTable,
  OrganizationTable,
} from '../../server/db/entities';
import { day, type Day } from '../../server/rules';
import { openMigratedDatabase, type DatabaseKind, type TestDatabase } from './databases';

export async function demoCopies(
  kind: DatabaseKind,
  copies: number,
): Promise<{ database: Database; test: TestDatabase }> {
  const { database, test } = await openMigratedDatabase(kind);
  await storeFirstCatalogue(database, { file: null, timeZone: 'UTC' }, new Date());
  await storeDemoCopies(database, day('2026-03-02'), copies);
  return { database, test };
}

export async function storeDemoCopies(database: Database, today: Day, copies: number): Promise<void> {
  const rows = demoRows(today);
  await database.transaction((transaction) => transaction.insert(MonthClosingTable, rows.monthClosings));
  for (let copy = 0; copy < copies; copy++) {
    const id = (original: string) => copy.toString(16).padStart(4, '0') + original.slice(4);
    const idOrNull = (original: string | null) => original && id(original);
    const withSuffix = (original: string) => `${original}-${copy}`;
    const withSuffixOrNull = (original: string | null) => original && withSuffix(original);
    const ofOrganization = <Row extends { readonly id: string; readonly organizationId: string }>(
      row: Row,
    ) => ({
      ...row,
      id: id(row.id),
      organizationId: id(row.organizationId),
    });
    await database.transaction(async (transaction) => {
      await transaction.insert(
        OrganizationTable,
        rows.organizations.map((row) => ({ ...row, id: id(row.id), key: withSuffix(row.key) })),
      );
      await transaction.insert(
        EmployeeTable,
        rows.employees.map((row) => ({ ...row, id: id(row.id), subject: withSuffixOrNull(row.subject) })),
      );
      await transaction.insert(
        AffiliationTable,
        rows.affiliations.map((row) => ({
          ...ofOrganization(row),
          employeeId: id(row.employeeId),
          openFor: idOrNull(row.openFor),
        })),
      );
      await transaction.insert(
        AchievementTable,
        rows.achievements.map((row) => ({
          ...row,
          id: id(row.id),
          employeeId: id(row.employeeId),
          externalId: withSuffixOrNull(row.externalId),
        })),
      );
      await transaction.insert(
        MetricRecordTable,
        rows.metricRecords.map((row) => ({ ...row, organizationId: id(row.organizationId) })),
      );
      await transaction.insert(CompetencyOverrideTable, rows.overrides.map(ofOrganization));
      await transaction.insert(MembershipTable, rows.memberships.map(ofOrganization));
      await transaction.insert(
        BenefitRedemptionTable,
        rows.redemptions.map((row) => ({ ...ofOrganization(row), membershipId: id(row.membershipId) })),
      );
    });
  }
}
