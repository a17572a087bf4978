import type { Day } from '../../rules';
import type { Database } from '../database';
import {
  AchievementTable,
  AffiliationTable,
  CompetencyOverrideTable,
  EmployeeTable,
  MembershipTable,
  MetricRecordTable,
  MonthClosingTable,
  OrganizationTable,
} from '../entities';
import { demoRows } from './demo-rows';

/**
 * Writes the demo programme into a database that has a catalogue and no organization yet. It is dated from today
 * alone, so it is the same whenever it is loaded on that day.
 */
export async function loadDemo(database: Database, today: Day): Promise<void> {
  const rows = demoRows(today);
  await database.transaction(async (transaction) => {
    await transaction.insert(OrganizationTable, rows.organizations);
    await transaction.insert(EmployeeTable, rows.employees);
    await transaction.insert(AffiliationTable, rows.affiliations);
    await transaction.insert(AchievementTable, rows.achievements);
    await transaction.insert(MetricRecordTable, rows.metricRecords);
    await transaction.insert(MonthClosingTable, rows.monthClosings);
    await transaction.insert(CompetencyOverrideTable, rows.overrides);
    await transaction.insert(MembershipTable, rows.memberships);
  });
}
