import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Allow, ORGANIZATION_ADMINS } from '../../../schema/access';
import {
  BenefitRedemption,
  BenefitRedemptionConnection,
} from '../../../schema/memberships/benefit-redemption';
import { ConnectionArguments } from '../../../schema/connection';
import { storedIdOf } from '../../../schema/global-id';
import { Membership } from '../../../schema/memberships/membership';
import { Organization } from '../../../schema/organizations/organization';
import { RedeemBenefitInput, RedeemBenefitPayload } from '../../../schema/memberships/redeem-benefit';
import { redeemBenefit } from '../../commands/memberships/redeem-benefit';
import type { BenefitRedemptionRow } from '../../db/entities';
import { sentence } from '../../messages';
import { BadInput } from '../../request/bad-input';
import type { Context } from '../../request/context';
import { allOf, type ChildList, type SqlFragment } from '../../request/list';
import { required } from '../../request/required';
import { entitlementsOn } from './entitlement';
import { childPage } from '../../request/paging';
import { catalogueToday } from '../../presenters/catalogue/catalogue-on-day';
import { presentRefusals } from '../../presenters/refusal';
import { presentMembership } from '../../presenters/memberships/membership';
import { presentRedemption, type RedemptionSource } from '../../presenters/memberships/benefit-redemption';
import type { OrganizationSource } from '../../presenters/organizations/organization';
import { refuseIllFormed } from '../arguments/refuse-input';
import { SemanticNonNull } from '../../../schema/semantic-non-null';

const redemptionList = (
  benefit: string | null,
  membershipId: string | null,
): ChildList<BenefitRedemptionRow> => {
  const conditions: SqlFragment[] = [];
  if (benefit !== null) conditions.push({ sql: 'benefit = ?', parameters: [benefit] });
  if (membershipId !== null) conditions.push({ sql: 'membershipId = ?', parameters: [membershipId] });
  return {
    name: 'benefitRedemptions',
    table: 'benefit_redemption',
    columns: '*',
    parent: 'organizationId',
    orderBy: { id: 'text' },
    descending: true,
    ...(conditions.length > 0 && { where: allOf(conditions) }),
  };
};

@Resolver(() => Organization)
export class OrganizationRedemptionsResolver {
  @Allow(ORGANIZATION_ADMINS)
  @SemanticNonNull()
  @FieldResolver(() => BenefitRedemptionConnection, {
    nullable: true,
    description:
      'The benefits that the organization has used, in the current and earlier terms, newest first.',
  })
  async benefitRedemptions(
    @Root() { organizationId }: OrganizationSource,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Arg('benefit', () => String, {
      nullable: true,
      description:
        'Only redemptions of the benefit with this key, such as `advisory-hours`. Default: all benefits.',
    })
    benefit: string | null = null,
    @Arg('membership', () => ID, {
      nullable: true,
      description:
        'Only redemptions in the term with this id. An id that is not the id of a term is an error. Default: all terms.',
    })
    membership: string | null = null,
    @Ctx() context: Context,
  ) {
    refuseIllFormed(['benefit'], benefit);
    const list = redemptionList(benefit, membership === null ? null : readMembershipId(membership));
    const catalogue = await catalogueToday(context);
    return childPage(context, list, organizationId, paging, (row) => presentRedemption(row, catalogue));
  }

  @Allow({ ...ORGANIZATION_ADMINS, organization: 'input.organizationId' })
  @Mutation(() => RedeemBenefitPayload, {
    description:
      'Uses a quantity of a benefit. Redemptions never exceed the remaining quantity of the running term, even when requests run concurrently.',
  })
  async redeemBenefit(
    @Arg('input', () => RedeemBenefitInput, { description: 'The benefit and the quantity to use.' })
    input: RedeemBenefitInput,
    @Ctx() context: Context,
  ) {
    const { answer, refusals } = await redeemBenefit(context, input);
    if (answer === null)
      return { redemption: null, entitlement: null, refusals: presentRefusals(refusals, context) };
    const row = required(await context.load.redemption.load(answer.redemptionId));
    return {
      redemption: presentRedemption(row, await catalogueToday(context)),
      entitlement: async () =>
        (await entitlementsOn(context, row, null)).find(({ key }) => key === row.benefit) ?? null,
      refusals: presentRefusals(refusals, context),
    };
  }
}

@Resolver(() => BenefitRedemption)
export class BenefitRedemptionResolver {
  @FieldResolver(() => Membership, { description: 'The term in which the benefit was used.' })
  async membership(@Root() { membershipId }: RedemptionSource, @Ctx() { load }: Context) {
    return presentMembership(required(await load.membership.load(membershipId)));
  }
}

function readMembershipId(nodeId: string): string {
  const id = storedIdOf('Membership', nodeId);
  if (id === null)
    throw new BadInput({
      code: 'INVALID',
      path: ['membershipId'],
      sentence: sentence('id.unknown.membership', { value: nodeId }),
    });
  return id;
}
