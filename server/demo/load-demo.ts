import type { Day } from '../rules';
import type { Database, Transaction } from '../db/database';
import {
  AchievementTable,
  AffiliationTable,
  AuditEntryTable,
  BenefitRedemptionTable,
  CompetencyOverrideTable,
  EmployeeTable,
  MembershipTable,
  MetricRecordTable,
  MonthClosingTable,
  OrganizationTable,
} from '../db/entities';
import { instant } from '../db/instant';
import { newId } from '../db/new-id';
import { demoRows } from './demo-rows';

export const LOAD_DEMO = 'loadDemo';

/**
 * Writes the demo programme into a database that has a catalogue and no organizations. All loads on one day store the
 * same facts; only the audit log records the time of the load.
 */
export async function loadDemo(database: Database, today: Day, now: Date): Promise<void> {
  const rows = demoRows(today);
  await database.transaction(async (transaction) => {
    await markAsDemo(transaction, now, { today, organizations: rows.organizations.length });
    await transaction.insert(OrganizationTable, rows.organizations);
    await transaction.insert(EmployeeTable, rows.employees);
    await transaction.insert(AffiliationTable, rows.affiliations);
    await transaction.insert(AchievementTable, rows.achievements);
    await transaction.insert(MetricRecordTable, rows.metricRecords);
    await transaction.insert(MonthClosingTable, rows.monthClosings);
    await transaction.insert(CompetencyOverrideTable, rows.overrides);
    await transaction.insert(MembershipTable, rows.memberships);
    await transaction.insert(BenefitRedemptionTable, rows.redemptions);
  });
}

/**
 * Marks the database as a demonstration in the audit log. In demo mode, a server refuses a programme without this mark.
 */
export async function markAsDemo(transaction: Transaction, now: Date, loaded: object | null): Promise<void> {
  await transaction.insert(AuditEntryTable, {
    id: newId(now),
    createdAt: instant(now),
    actor: 'server',
    command: LOAD_DEMO,
    organizationId: null,
    subject: 'demo',
    oldValue: null,
    newValue: loaded === null ? null : JSON.stringify(loaded),
    reason: null,
  });
}
