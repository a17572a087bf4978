import { idOf } from '../../schema/global-id';
import type { OrganizationRow } from '../db/entities';
import { unknownOrganization } from '../checks/organization';
import { Refused } from '../checks/refusal';
import type { CommandContext } from './command-context';

/**
 * The organization that a command is about. Its row is the lock for everything that belongs to it: two commands on
 * one organization come one after the other.
 */
export async function lockedOrganization(
  step: CommandContext,
  given: string,
  path: readonly string[] = ['input', 'organizationId'],
): Promise<OrganizationRow> {
  const organization = await lockOrganization(step, idOf('Organization', given));
  if (organization === null) throw new Refused([unknownOrganization(given, path)]);
  return organization;
}

export async function lockOrganization(
  { transaction }: CommandContext,
  organizationId: string | null,
): Promise<OrganizationRow | null> {
  const [organization] = await transaction.rows<OrganizationRow>(
    `SELECT * FROM organization WHERE id = ?${transaction.forUpdate}`,
    [organizationId],
  );
  return organization ?? null;
}
