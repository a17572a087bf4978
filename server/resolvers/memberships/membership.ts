import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { AGENTS, Allow, ORGANIZATION_ADMINS, OWNER_ADMINS } from '../../../schema/access';
import { storedIdOf } from '../../../schema/global-id';
import { ListSize } from '../../../schema/list-size';
import { Membership } from '../../../schema/memberships/membership';
import { MembershipCredit } from '../../../schema/memberships/membership-credit';
import {
  PurchaseMembershipInput,
  PurchaseMembershipPayload,
} from '../../../schema/memberships/purchase-membership';
import {
  RecordMembershipInput,
  RecordMembershipPayload,
} from '../../../schema/memberships/record-membership';
import {
  RefundMembershipInput,
  RefundMembershipPayload,
} from '../../../schema/memberships/refund-membership';
import { purchaseMembership } from '../../commands/memberships/purchase-membership';
import { recordMembership } from '../../commands/memberships/record-membership';
import { refundMembership } from '../../commands/memberships/refund-membership';
import type { Context } from '../../request/context';
import { amountToPayBack } from '../../rules';
import { required } from '../../request/required';
import { presentMembership, type MembershipSource } from '../../presenters/memberships/membership';
import { presentRefusals } from '../../presenters/refusal';
import {
  presentMembershipCredit,
  type MembershipCreditSource,
} from '../../presenters/memberships/membership-credit';
import { presentMoney } from '../../presenters/money';
import { SemanticNonNull } from '../../../schema/semantic-non-null';
import { Organization } from '../../../schema/organizations/organization';
import { loadOrganization } from '../organizations/load-organization';

@Resolver(() => Membership)
export class MembershipResolver {
  @Allow({ roles: ['PARTNER_ADMIN'], organization: 'input.organizationId' })
  @Mutation(() => PurchaseMembershipPayload, {
    description:
      'Buys, renews or upgrades the membership of your organization, as quoted by `Organization.membershipQuote` today. An upgrade ends the running term today.',
  })
  async purchaseMembership(
    @Arg('input', () => PurchaseMembershipInput, { description: 'The membership to buy.' })
    input: PurchaseMembershipInput,
    @Ctx() context: Context,
  ): Promise<PurchaseMembershipPayload> {
    const { answer, refusals } = await purchaseMembership(context, input);
    return {
      membership: await membershipWithId(context, answer?.membershipId ?? null),
      refusals: presentRefusals(refusals, context),
    };
  }

  @Allow(OWNER_ADMINS)
  @Mutation(() => RefundMembershipPayload, {
    description:
      'Refunds a term, which ends today. A refund is possible within the `refundDays` of the policy, counted from the purchase, while no benefit was used.',
  })
  async refundMembership(
    @Arg('input', () => RefundMembershipInput, { description: 'The term.' }) input: RefundMembershipInput,
    @Ctx() context: Context,
  ): Promise<RefundMembershipPayload> {
    const { answer, refusals } = await refundMembership(context, input);
    if (answer === null)
      return { membership: null, paidBack: null, refusals: presentRefusals(refusals, context) };
    const row = required(await context.load.membership.load(answer.membershipId));
    const paid = { minorUnits: row.pricePaidMinorUnits, currency: row.currency };
    const credits = await context.load.creditsOfMembership.load(row.id);
    return {
      membership: presentMembership(row),
      paidBack: presentMoney(amountToPayBack(paid, credits)),
      refusals: presentRefusals(refusals, context),
    };
  }

  @Allow(AGENTS)
  @Mutation(() => RecordMembershipPayload, {
    description: 'Records a term that was bought elsewhere and is taken over from an existing programme.',
  })
  async recordMembership(
    @Arg('input', () => RecordMembershipInput, { description: 'The term.' }) input: RecordMembershipInput,
    @Ctx() context: Context,
  ): Promise<RecordMembershipPayload> {
    const { answer, refusals } = await recordMembership(context, input);
    return {
      membership: await membershipWithId(context, answer?.membershipId ?? null),
      refusals: presentRefusals(refusals, context),
    };
  }

  @Allow(ORGANIZATION_ADMINS)
  @ListSize(1)
  @SemanticNonNull()
  @FieldResolver(() => [MembershipCredit], {
    nullable: true,
    description:
      'The credits applied to the price of the term, for paid terms that never began because of it. Usually empty.',
  })
  async credits(@Root() { id }: MembershipSource, @Ctx() { load }: Context) {
    const rows = await load.creditsOfMembership.load(storedIdOf('Membership', id) ?? '');
    return rows.map((row) => presentMembershipCredit(row.membershipId, row));
  }

  @FieldResolver(() => Organization, { description: 'The organization that has the membership.' })
  organization(@Root() { organizationId }: MembershipSource, @Ctx() context: Context) {
    return loadOrganization(context, organizationId);
  }
}

@Resolver(() => MembershipCredit)
export class MembershipCreditResolver {
  @FieldResolver(() => Membership, { description: 'The term that was paid for and never began.' })
  async membership(@Root() { membershipId }: MembershipCreditSource, @Ctx() { load }: Context) {
    return presentMembership(required(await load.membership.load(membershipId)));
  }
}

async function membershipWithId({ load }: Context, id: string | null): Promise<Membership | null> {
  const row = id === null ? null : await load.membership.load(id);
  return row && presentMembership(row);
}
