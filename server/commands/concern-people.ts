import { among } from '../db/among';
import type { Step } from './run-command';

/** The facts of people have changed: wherever they belong or belonged, status may be another. */
export async function concernPeople(step: Step, employeeIds: readonly string[]): Promise<void> {
  if (employeeIds.length === 0) return;
  const rows = await step.transaction.rows<{ organizationId: string }>(
    `SELECT DISTINCT organizationId FROM affiliation WHERE employeeId IN (${among(employeeIds)})`,
    employeeIds,
  );
  step.concern(rows.map(({ organizationId }) => organizationId));
}
