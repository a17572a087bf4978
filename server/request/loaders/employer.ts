import DataLoader from 'dataloader';
import type { AffiliationRow } from '../../db/entities';
import type { Day } from '../../rules';
import { among } from '../../db/among';
import { batchedBy, type Batching } from '../scheduling/pace';

/** Where people are on a day: nobody is at two places. */
export function employerLoader(reader: Batching, day: Day): DataLoader<string, string | null> {
  return new DataLoader(async (employees: readonly string[]) => {
    const rows = await reader.rows<Pick<AffiliationRow, 'employeeId' | 'organizationId'>>(
      `SELECT employeeId, organizationId FROM affiliation WHERE employeeId IN (${among(employees)})` +
        ' AND fromDay <= ? AND (untilDay IS NULL OR untilDay > ?)',
      [...employees, day, day],
    );
    const employers = new Map(rows.map(({ employeeId, organizationId }) => [employeeId, organizationId]));
    return employees.map((employee) => employers.get(employee) ?? null);
  }, batchedBy(reader));
}
