import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Allow, OWN_ORGANIZATION } from '../../schema/access';
import { Membership } from '../../schema/membership';
import { Organization } from '../../schema/organization';
import { RenewalWindow } from '../../schema/renewal-window';
import { LocalDate } from '../../schema/scalars/local-date';
import type { MembershipRow } from '../db/entities';
import type { Context } from '../request/context';
import { renewalWindow, runningTerm, type Day, type RenewalWindow as Window } from '../rules';
import { ON } from './load-on-day';
import { presentMembership } from '../presenters/membership';
import type { OrganizationSource } from '../presenters/organization';

/** Which term runs, and when it can be renewed: told by the terms alone. */
@Resolver(() => Organization)
export class OrganizationMembershipResolver {
  @Allow(OWN_ORGANIZATION)
  @FieldResolver(() => Membership, {
    nullable: true,
    description: 'The term of its membership that runs on a day; null when none does.',
  })
  async membership(
    @Root() { organizationId }: OrganizationSource,
    @Arg('on', () => LocalDate, ON) on: Day | null = null,
    @Ctx() { load, today }: Context,
  ) {
    const terms = await load.membershipsOfOrganization.load(organizationId);
    const running = runningTerm(terms, on ?? today);
    return running && presentMembership(running);
  }

  @Allow(OWN_ORGANIZATION)
  @FieldResolver(() => RenewalWindow, {
    nullable: true,
    description:
      'When its membership can be renewed: the days of the last term, which is the running one, the last of those that follow it without a gap or, where none runs, the one that ended last. Null when there is no term to renew, or it was refunded.',
  })
  async renewalWindow(
    @Root() { organizationId }: OrganizationSource,
    @Arg('on', () => LocalDate, ON) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    const [terms, versions] = await Promise.all([
      context.load.membershipsOfOrganization.load(organizationId),
      context.catalogues(),
    ]);
    const window = renewalWindow(versions, terms, on ?? context.today);
    return window && presentRenewalWindow(window);
  }
}

const STATES = {
  'not-yet': 'NOT_YET',
  open: 'OPEN',
  'in-grace': 'IN_GRACE',
  missed: 'MISSED',
} as const;

function presentRenewalWindow({ from, until, state, term }: Window<MembershipRow>): RenewalWindow {
  return { from, until, state: STATES[state], membership: presentMembership(term) };
}
