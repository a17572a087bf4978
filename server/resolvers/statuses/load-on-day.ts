import type { Context } from '../../request/context';
import { required } from '../../request/required';
import type { OrganizationOnDay } from '../../request/organization-on-day';
import type { Day } from '../../rules';
import type { OrganizationSource } from '../../presenters/organizations/organization';

export const DAY_ARGUMENT = {
  nullable: true,
  description: 'The requested day, past or future. Default: today.',
} as const;

export async function loadOrganizationOnDay(
  { load, today }: Context,
  { organizationId }: Pick<OrganizationSource, 'organizationId'>,
  on: Day | null,
): Promise<OrganizationOnDay> {
  return required(await load.onDay(organizationId, on ?? today));
}
