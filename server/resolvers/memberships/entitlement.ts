import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Allow, ORGANIZATION_ADMINS } from '../../../schema/access';
import { Entitlement } from '../../../schema/memberships/entitlement';
import { ListSize } from '../../../schema/list-size';
import { Membership } from '../../../schema/memberships/membership';
import { Organization } from '../../../schema/organizations/organization';
import { LocalDate } from '../../../schema/scalars/local-date';
import type { Context } from '../../request/context';
import { required } from '../../request/required';
import { entitlementsStepwise, type Day } from '../../rules';
import { DAY_ARGUMENT, loadOrganizationOnDay } from '../statuses/load-on-day';
import { presentEntitlement, type PresentedEntitlement } from '../../presenters/memberships/entitlement';
import { presentMembership } from '../../presenters/memberships/membership';
import type { OrganizationSource } from '../../presenters/organizations/organization';
import { SemanticNonNull } from '../../../schema/semantic-non-null';

@Resolver(() => Organization)
export class OrganizationEntitlementsResolver {
  @Allow(ORGANIZATION_ADMINS)
  @ListSize(10)
  @SemanticNonNull()
  @FieldResolver(() => [Entitlement], {
    nullable: true,
    description:
      'The benefits of the running term on a day, ordered by key, with the quantities in total, used and left. Empty without a running membership.',
  })
  async benefits(
    @Root() organization: OrganizationSource,
    @Arg('on', () => LocalDate, DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    return entitlementsOn(context, organization, on);
  }
}

@Resolver(() => Entitlement)
export class EntitlementResolver {
  @FieldResolver(() => Membership, { description: 'The term in which the benefit can be used.' })
  async membership(@Root() { membershipId }: PresentedEntitlement, @Ctx() { load }: Context) {
    return presentMembership(required(await load.membership.load(membershipId)));
  }
}

export async function entitlementsOn(
  context: Context,
  organization: Pick<OrganizationSource, 'organizationId'>,
  on: Day | null,
): Promise<readonly PresentedEntitlement[]> {
  const [organizationOnDay, redemptions] = await Promise.all([
    loadOrganizationOnDay(context, organization, on),
    context.load.redemptions.load(organization.organizationId),
  ]);
  const entitlements = await organizationOnDay.derive('quote', 'entitlements', (versions, facts, day) =>
    entitlementsStepwise(versions, facts, redemptions, day),
  );
  return entitlements.map((entitlement) => presentEntitlement(entitlement, organizationOnDay));
}
