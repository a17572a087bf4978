import type { Day } from '../../rules';
import type { Database } from '../database';
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
} from '../entities';
import { instant } from '../instant';
import { newId } from '../new-id';
import { demoRows } from './demo-rows';

/** The audit log's word for it, by which a database is known to be a demonstration's. */
export const LOAD_DEMO = 'loadDemo';

/**
 * Writes the demo programme into a database that has a catalogue and no organization yet. Its facts are dated from
 * today alone, so they are the same whenever it is loaded on that day; only the audit log knows when that was.
 */
export async function loadDemo(database: Database, today: Day, now: Date): Promise<void> {
  const rows = demoRows(today);
  await database.transaction(async (transaction) => {
    await transaction.insert(AuditEntryTable, {
      id: newId(now),
      at: instant(now),
      actor: 'server',
      command: LOAD_DEMO,
      organizationId: null,
      subject: 'demo',
      oldValue: null,
      newValue: JSON.stringify({ today, organizations: rows.organizations.length }),
      reason: null,
    });
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
