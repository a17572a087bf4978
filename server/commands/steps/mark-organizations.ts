import { placeholders } from '../../db/placeholders';
import type { CommandContext } from '../../locks/command-context';

/** The facts of people have changed: wherever they belong or belonged, status may be another. */
export async function markOrganizationsOfPeople(
  step: CommandContext,
  employeeIds: readonly string[],
): Promise<void> {
  step.concern(await organizationsOf(step.transaction, employeeIds));
}

/** Ever, not today: what is displayed, and past days, depend on earlier affiliations too. */
export async function organizationsOf(
  transaction: Pick<CommandContext['transaction'], 'rows'>,
  employeeIds: readonly string[],
): Promise<readonly string[]> {
  if (employeeIds.length === 0) return [];
  const found = await transaction.rows<{ organizationId: string }>(
    `SELECT DISTINCT organizationId FROM affiliation WHERE employeeId IN (${placeholders(employeeIds)})`,
    employeeIds,
  );
  return found.map(({ organizationId }) => organizationId);
}
