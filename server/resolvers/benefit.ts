import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allow, ANYONE, ORGANIZATION_ADMINS } from '../../schema/access';
import { BenefitDifference } from '../../schema/benefit-difference';
import { BenefitRedemption, BenefitRedemptionConnection } from '../../schema/benefit-redemption';
import { ConnectionArguments } from '../../schema/connection';
import { Entitlement } from '../../schema/entitlement';
import { idOf } from '../../schema/global-id';
import { Level } from '../../schema/level';
import { ListSize } from '../../schema/list-size';
import { Membership } from '../../schema/membership';
import { Organization } from '../../schema/organization';
import { RedeemBenefitInput, RedeemBenefitPayload } from '../../schema/redeem-benefit';
import { LocalDate } from '../../schema/scalars/local-date';
import { redeemBenefit } from '../commands/redeem-benefit';
import type { BenefitRedemptionRow } from '../db/entities';
import { say } from '../messages';
import { BadInput } from '../request/bad-input';
import type { Context } from '../request/context';
import { allOf, type ChildList, type Condition } from '../request/list';
import { required } from '../request/required';
import { childPage } from '../request/paging';
import {
  benefitDifference,
  entitlementsStepwise,
  versionOn,
  type Day,
  type Level as LevelName,
} from '../rules';
import { catalogueToday, VERSION_ON } from '../presenters/catalogue-on-day';
import { ON, onDay } from './load-on-day';
import { presentCatalogue } from '../presenters/catalogue';
import { presentEntitlement, type EntitlementPresented } from '../presenters/entitlement';
import { presentMembership } from '../presenters/membership';
import { presentRedemption, type RedemptionSource } from '../presenters/redemption';
import type { OrganizationSource } from '../presenters/organization';
import { refuseIllFormed } from './arguments/refuse-input';

/** Those of a benefit or a term, or both, where they are named. */
const redemptions = (
  benefit: string | null,
  membershipId: string | null,
): ChildList<BenefitRedemptionRow> => {
  const conditions: Condition[] = [];
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
      'The benefits of its running term on a day, by key: what there is, what was used of it, and what is left. Empty without a running membership.',
  })
  async benefits(
    @Root() organization: OrganizationSource,
    @Arg('on', () => LocalDate, ON) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    return entitlementsOn(context, organization, on);
  }

  @Allow(ORGANIZATION_ADMINS)
  @FieldResolver(() => BenefitRedemptionConnection, {
    description: 'What it has used of its benefits, in this term and in those before, newest first.',
  })
  async benefitRedemptions(
    @Root() { organizationId }: OrganizationSource,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Arg('benefit', () => String, {
      nullable: true,
      description: 'Only of the benefit with this key, such as `advisory-hours`.',
    })
    benefit: string | null = null,
    @Arg('membership', () => ID, {
      nullable: true,
      description: 'Only in the term with this id; what is no id of a term is an error.',
    })
    membership: string | null = null,
    @Ctx() context: Context,
  ) {
    refuseIllFormed('benefit', benefit);
    const list = redemptions(benefit, membership === null ? null : membershipNamed(membership));
    const catalogue = await catalogueToday(context);
    return childPage(context, list, organizationId, paging, (row) => presentRedemption(row, catalogue));
  }

  @Allow(ANYONE)
  @ListSize(10)
  @Query(() => [BenefitDifference], {
    description:
      'What a membership of one level gives more than one of another, in the order of the catalogue: with it, and with competencies that are displayed at its level. What stays the same is left out.',
  })
  async benefitDifference(
    @Arg('fromLevel', () => Level, {
      nullable: true,
      description: 'The level from which it goes; without a membership when absent.',
    })
    fromLevel: LevelName | null = null,
    @Arg('toLevel', () => Level, { description: 'The level to which it goes.' }) toLevel: LevelName,
    @Arg('on', () => LocalDate, VERSION_ON) on: Day | null = null,
    @Ctx() context: Context,
  ): Promise<readonly BenefitDifference[]> {
    const version = versionOn(await context.catalogues(), on ?? context.today);
    const { benefit: presented } = presentCatalogue(version);
    return benefitDifference(version, fromLevel, toLevel).map(({ benefit, before, after }) => ({
      benefit: required(presented.get(benefit)),
      quantityBefore: before,
      quantityAfter: after,
      added: after - before,
    }));
  }

  @Allow({ ...ORGANIZATION_ADMINS, organization: 'input.organizationId' })
  @Mutation(() => RedeemBenefitPayload, {
    description:
      'Uses some of a benefit: of what is left in the running term, and never more, however many ask at once.',
  })
  async redeemBenefit(
    @Arg('input', () => RedeemBenefitInput, { description: 'What is used.' }) input: RedeemBenefitInput,
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
  @FieldResolver(() => Membership, { description: 'The term in which it can be used.' })
  async membership(@Root() { membershipId }: EntitlementPresented, @Ctx() { load }: Context) {
    return presentMembership(required(await load.membership.load(membershipId)));
  }
}

@Resolver(() => BenefitRedemption)
export class BenefitRedemptionResolver {
  @FieldResolver(() => Membership, { description: 'The term for which it counts.' })
  async membership(@Root() { membershipId }: RedemptionSource, @Ctx() { load }: Context) {
    return presentMembership(required(await load.membership.load(membershipId)));
  }
}

async function entitlementsOn(
  context: Context,
  organization: Pick<OrganizationSource, 'organizationId'>,
  on: Day | null,
): Promise<readonly EntitlementPresented[]> {
  const [asked, used] = await Promise.all([
    onDay(context, organization, on),
    context.load.redemptions.load(organization.organizationId),
  ]);
  const found = await asked.derive('quote', 'entitlements', (versions, facts, day) =>
    entitlementsStepwise(versions, facts, used, day),
  );
  return found.map((one) => presentEntitlement(one, asked));
}

function membershipNamed(given: string): string {
  const id = idOf('Membership', given);
  if (id === null) throw new BadInput(say('id.unknown', { value: given, what: 'a term of membership' }));
  return id;
}
