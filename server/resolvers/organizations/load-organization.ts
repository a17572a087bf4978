import type { Context } from '../../request/context';
import { required } from '../../request/required';
import { presentOrganization, type OrganizationSource } from '../../presenters/organizations/organization';

/** Loads the organization that a stored object belongs to. */
export async function loadOrganization(
  { load }: Context,
  organizationId: string,
): Promise<OrganizationSource> {
  return presentOrganization(required(await load.organization.load(organizationId)));
}
