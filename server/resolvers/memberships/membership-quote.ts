import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Allow, ORGANIZATION_ADMINS } from '../../../schema/access';
import { Membership, MembershipKind } from '../../../schema/memberships/membership';
import { MembershipQuote, ShortenedTerm } from '../../../schema/memberships/membership-quote';
import { Organization } from '../../../schema/organizations/organization';
import { LocalDate } from '../../../schema/scalars/local-date';
import { offerOnSale } from '../../checks/offer-on-sale';
import { BadInput } from '../../request/bad-input';
import type { Context } from '../../request/context';
import { required } from '../../request/required';
import { quoteStepwise, type Day, type OrderKind } from '../../rules';
import { presentMembership } from '../../presenters/memberships/membership';
import { presentMembershipQuote } from '../../presenters/memberships/membership-quote';
import { loadOrganizationOnDay } from '../statuses/load-on-day';
import type { OrganizationSource } from '../../presenters/organizations/organization';
import { SemanticNonNull } from '../../../schema/semantic-non-null';

@Resolver(() => Organization)
export class MembershipQuoteResolver {
  @Allow(ORGANIZATION_ADMINS)
  @SemanticNonNull()
  @FieldResolver(() => MembershipQuote, {
    nullable: true,
    description:
      'The price of an offer for the organization on a day, the term it would buy, and all conditions for buying it.',
  })
  async membershipQuote(
    @Root() organization: OrganizationSource,
    @Arg('offer', () => String, {
      description: 'The key of the offer in the catalogue of the day, such as `gold-membership`.',
    })
    key: string,
    @Arg('kind', () => MembershipKind, {
      nullable: true,
      description: 'The kind of the purchase. Default: the only possible kind.',
    })
    kind: OrderKind | null = null,
    @Arg('on', () => LocalDate, {
      nullable: true,
      description: 'The day of the purchase, past or future. Default: today.',
    })
    on: Day | null = null,
    @Ctx() context: Context,
  ) {
    const day = on ?? context.today;
    const versions = await context.catalogues();
    const { offer, unknown } = offerOnSale(versions, key, day, ['offer']);
    if (offer === null) throw new BadInput(unknown);
    const organizationOnDay = await loadOrganizationOnDay(context, organization, day);
    const quote = await organizationOnDay.derive('quote', `${key} ${kind}`, (_versions, facts) =>
      quoteStepwise(versions, facts, offer, kind, day),
    );
    return presentMembershipQuote(quote, organizationOnDay);
  }
}

@Resolver(() => ShortenedTerm)
export class ShortenedTermResolver {
  @FieldResolver(() => Membership, { description: 'The term.' })
  async membership(@Root() { membershipId }: { readonly membershipId: string }, @Ctx() { load }: Context) {
    return presentMembership(required(await load.membership.load(membershipId)));
  }
}
