import { storedIdOf } from '../../schema/global-id';
import type { OrganizationRow } from '../db/entities';
import { unknownOrganization } from '../checks/organization';
import { Refused } from '../checks/refusal';
import type { CommandContext } from './command-context';

/**
 * The lock on the row protects everything that belongs to the organization, so commands on one organization run one
 * after the other.
 */
export async function lockedOrganization(
  context: CommandContext,
  nodeId: string,
  path: readonly string[] = ['input', 'organizationId'],
): Promise<OrganizationRow> {
  const organization = await lockOrganization(context, storedIdOf('Organization', nodeId));
  if (organization === null) throw new Refused([unknownOrganization(nodeId, path)]);
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
