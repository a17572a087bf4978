import { placeholders } from '../../db/placeholders';
import type { CommandContext } from '../../locks/command-context';

export async function markOrganizationsOfPeople(
  context: CommandContext,
  employeeIds: readonly string[],
): Promise<void> {
  context.markOrganizations(await organizationsOf(context.transaction, employeeIds));
}

/** Includes past affiliations: past days and displayed competencies depend on them. */
export async function organizationsOf(
  transaction: Pick<CommandContext['transaction'], 'rows'>,
  employeeIds: readonly string[],
): Promise<readonly string[]> {
  if (employeeIds.length === 0) return [];
  const rows = await transaction.rows<{ organizationId: string }>(
    `SELECT DISTINCT organizationId FROM affiliation WHERE employeeId IN (${placeholders(employeeIds)})`,
    employeeIds,
  );
  return rows.map(({ organizationId }) => organizationId);
}
