import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allow, ANYONE, ORGANIZATION_ADMINS } from '../../../schema/access';
import { BenefitDifference } from '../../../schema/catalogue/benefit-difference';
import {
  BenefitRedemption,
  BenefitRedemptionConnection,
} from '../../../schema/memberships/benefit-redemption';
import { ConnectionArguments } from '../../../schema/connection';
import { Entitlement } from '../../../schema/memberships/entitlement';
import { storedIdOf } from '../../../schema/global-id';
import { Level } from '../../../schema/catalogue/level';
import { ListSize } from '../../../schema/list-size';
import { Membership } from '../../../schema/memberships/membership';
import { Organization } from '../../../schema/organizations/organization';
import { RedeemBenefitInput, RedeemBenefitPayload } from '../../../schema/memberships/redeem-benefit';
import { LocalDate } from '../../../schema/scalars/local-date';
import { redeemBenefit } from '../../commands/memberships/redeem-benefit';
import type { BenefitRedemptionRow } from '../../db/entities';
import { say } from '../../messages';
import { BadInput } from '../../request/bad-input';
import type { Context } from '../../request/context';
import { allOf, type ChildList, type SqlFragment } from '../../request/list';
import { required } from '../../request/required';
import { childPage } from '../../request/paging';
import {
  benefitDifference,
  entitlementsStepwise,
  versionOn,
  type Day,
  type Level as LevelName,
} from '../../rules';
import { catalogueToday, VERSION_DAY_ARGUMENT } from '../../presenters/catalogue/catalogue-on-day';
import { DAY_ARGUMENT, loadOrganizationOnDay } from '../statuses/load-on-day';
import { presentCatalogue } from '../../presenters/catalogue/catalogue';
import { presentEntitlement, type PresentedEntitlement } from '../../presenters/memberships/entitlement';
import { presentMembership } from '../../presenters/memberships/membership';
import { presentRedemption, type RedemptionSource } from '../../presenters/memberships/redemption';
import type { OrganizationSource } from '../../presenters/organizations/organization';
import { refuseIllFormed } from '../arguments/refuse-input';

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
export class BenefitResolver {
  @Allow(ORGANIZATION_ADMINS)
  @ListSize(10)
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

  @Allow(ORGANIZATION_ADMINS)
  @FieldResolver(() => BenefitRedemptionConnection, {
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
    refuseIllFormed('benefit', benefit);
    const list = redemptionList(benefit, membership === null ? null : readMembershipId(membership));
    const catalogue = await catalogueToday(context);
    return childPage(context, list, organizationId, paging, (row) => presentRedemption(row, catalogue));
  }

  @Allow(ANYONE)
  @ListSize(10)
  @Query(() => [BenefitDifference], {
    description:
      'The differences in benefits between two membership levels, in the order of the catalogue. They cover the benefits of the membership and those of competencies displayed at its level. Unchanged benefits are omitted.',
  })
  async benefitDifference(
    @Arg('fromLevel', () => Level, {
      nullable: true,
      description: 'The starting level. Default: no membership.',
    })
    fromLevel: LevelName | null = null,
    @Arg('toLevel', () => Level, { description: 'The target level.' }) toLevel: LevelName,
    @Arg('on', () => LocalDate, VERSION_DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ): Promise<readonly BenefitDifference[]> {
    const version = versionOn(await context.catalogues(), on ?? context.today);
    const { benefit: benefits } = presentCatalogue(version);
    return benefitDifference(version, fromLevel, toLevel).map(({ benefit, before, after }) => ({
      benefit: required(benefits.get(benefit)),
      quantityBefore: before,
      quantityAfter: after,
      added: after - before,
    }));
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
    if (answer === null) return { redemption: null, entitlement: null, refusals };
    const row = required(await context.load.redemption.load(answer.redemptionId));
    return {
      redemption: presentRedemption(row, await catalogueToday(context)),
      entitlement: async () =>
        (await entitlementsOn(context, row, null)).find(({ key }) => key === row.benefit) ?? null,
      refusals,
    };
  }
}

@Resolver(() => Entitlement)
export class EntitlementResolver {
  @FieldResolver(() => Membership, { description: 'The term in which the benefit can be used.' })
  async membership(@Root() { membershipId }: PresentedEntitlement, @Ctx() { load }: Context) {
    return presentMembership(required(await load.membership.load(membershipId)));
  }
}

@Resolver(() => BenefitRedemption)
export class BenefitRedemptionResolver {
  @FieldResolver(() => Membership, { description: 'The term in which the benefit was used.' })
  async membership(@Root() { membershipId }: RedemptionSource, @Ctx() { load }: Context) {
    return presentMembership(required(await load.membership.load(membershipId)));
  }
}

async function entitlementsOn(
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

function readMembershipId(nodeId: string): string {
  const id = storedIdOf('Membership', nodeId);
  if (id === null) throw new BadInput(say('id.unknown.membership', { value: nodeId }));
  return id;
}
