import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Allow, OWN_ORGANIZATION } from '../../../schema/access';
import { Membership } from '../../../schema/memberships/membership';
import { Organization } from '../../../schema/organizations/organization';
import { RenewalWindow } from '../../../schema/memberships/renewal-window';
import { LocalDate } from '../../../schema/scalars/local-date';
import type { Context } from '../../request/context';
import { renewalWindow, runningTerm, type Day } from '../../rules';
import { DAY_ARGUMENT } from '../statuses/load-on-day';
import { presentMembership } from '../../presenters/memberships/membership';
import { presentRenewalWindow } from '../../presenters/memberships/renewal-window';
import type { OrganizationSource } from '../../presenters/organizations/organization';

@Resolver(() => Organization)
export class OrganizationMembershipResolver {
  @Allow(OWN_ORGANIZATION)
  @FieldResolver(() => Membership, {
    nullable: true,
    description: 'The membership term that runs on a day; null when none is running.',
  })
  async membership(
    @Root() { organizationId }: OrganizationSource,
    @Arg('on', () => LocalDate, DAY_ARGUMENT) on: Day | null = null,
    @Ctx() { load, today }: Context,
  ) {
    const terms = await load.termsOfOrganization.load(organizationId);
    const running = runningTerm(terms, on ?? today);
    return running && presentMembership(running);
  }

  @Allow(OWN_ORGANIZATION)
  @FieldResolver(() => RenewalWindow, {
    nullable: true,
    description:
      'The period in which the membership can be renewed. It depends on the last term: the running term, the last of the terms that follow it without a gap or, if none is running, the term that ended last. Null when there is no term to renew or the last term was refunded.',
  })
  async renewalWindow(
    @Root() { organizationId }: OrganizationSource,
    @Arg('on', () => LocalDate, DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    const [terms, versions] = await Promise.all([
      context.load.termsOfOrganization.load(organizationId),
      context.catalogues(),
    ]);
    const window = renewalWindow(versions, terms, on ?? context.today);
    return window && presentRenewalWindow(window, presentMembership(window.term));
  }
}
