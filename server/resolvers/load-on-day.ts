import type { Context } from '../request/context';
import { required } from '../request/required';
import type { OrganizationOnDay } from '../request/organization-on-day';
import type { Day } from '../rules';
import type { OrganizationSource } from '../presenters/organization';

/** The argument of every field that is derived for a day. */
export const ON = { nullable: true, description: 'The day, past or future; today when absent.' } as const;

/** What is derived of an organization for a day that a field was asked about. */
export async function onDay(
  { load, today }: Context,
  { organizationId }: Pick<OrganizationSource, 'organizationId'>,
  on: Day | null,
): Promise<OrganizationOnDay> {
  return required(await load.onDay(organizationId, on ?? today));
}
