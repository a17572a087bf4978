import { among } from '../../db/among';
import type { Step } from '../../locks/command-context';

/** The facts of people have changed: wherever they belong or belonged, status may be another. */
export async function concernPeople(step: Step, employeeIds: readonly string[]): Promise<void> {
  step.concern(await organizationsOf(step.transaction, employeeIds));
}

/** Ever, not today: what is displayed, and past days, depend on earlier affiliations too. */
export async function organizationsOf(
  transaction: Pick<Step['transaction'], 'rows'>,
  employeeIds: readonly string[],
): Promise<readonly string[]> {
  if (employeeIds.length === 0) return [];
  const found = await transaction.rows<{ organizationId: string }>(
    `SELECT DISTINCT organizationId FROM affiliation WHERE employeeId IN (${among(employeeIds)})`,
    employeeIds,
  );
  return found.map(({ organizationId }) => organizationId);
}
