import DataLoader from 'dataloader';
import type { AffiliationRow } from '../../db/entities';
import type { Day } from '../../rules';
import { placeholders } from '../../db/placeholders';
import { batchOptions, type BatchingReader } from '../scheduling/answer-pacer';

/** The organization of each employee on a day. Affiliations of one person do not overlap, so there is at most one. */
export function employerLoader(reader: BatchingReader, day: Day): DataLoader<string, string | null> {
  return new DataLoader(async (employees: readonly string[]) => {
    const rows = await reader.rows<Pick<AffiliationRow, 'employeeId' | 'organizationId'>>(
      `SELECT employeeId, organizationId FROM affiliation WHERE employeeId IN (${placeholders(employees)})` +
        ' AND fromDay <= ? AND (untilDay IS NULL OR untilDay > ?)',
      [...employees, day, day],
    );
    const employers = new Map(rows.map(({ employeeId, organizationId }) => [employeeId, organizationId]));
    return employees.map((employee) => employers.get(employee) ?? null);
  }, batchOptions(reader));
}
