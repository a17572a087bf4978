import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { AGENTS, Allow } from '../../../schema/access';
import { ConnectionArguments } from '../../../schema/connection';
import { OrganizationConnection, Organization } from '../../../schema/organizations/organization';
import { OverrideConnection, Override } from '../../../schema/overrides/override';
import {
  MembershipEndsInput,
  PlaceCohortOverridesInput,
  PlaceCohortOverridesPayload,
} from '../../../schema/overrides/place-cohort-overrides';
import { PlaceOverrideInput, PlaceOverridePayload } from '../../../schema/overrides/place-override';
import { RevokeOverrideInput, RevokeOverridePayload } from '../../../schema/overrides/revoke-override';
import { checkDaySpan } from '../../checks/day-span';
import { cohortList } from '../../search/cohort-list';
import { checkCompetency } from '../../checks/override';
import { placeCohortOverrides } from '../../commands/overrides/place-cohort-overrides';
import { placeOverride } from '../../commands/overrides/place-override';
import { revokeOverride } from '../../commands/overrides/revoke-override';
import type { CompetencyOverrideRow } from '../../db/entities';
import type { Context } from '../../request/context';
import { withIds, type List } from '../../request/list';
import { page } from '../../request/paging';
import { catalogueToday } from '../../presenters/catalogue/catalogue-on-day';
import { presentRefusals } from '../../presenters/refusal';
import { presentOrganization } from '../../presenters/organizations/organization';
import { presentOverride, type OverrideSource } from '../../presenters/overrides/override';
import { refuseInput } from '../arguments/refuse-input';
import { SemanticNonNull } from '../../../schema/semantic-non-null';
import { loadOrganization } from '../organizations/load-organization';

const PLACED_OVERRIDES: List<CompetencyOverrideRow> = {
  name: 'placedOverrides',
  table: 'competency_override',
  columns: '*',
  orderBy: { id: 'text' },
};

@Resolver(() => Override)
export class OverrideResolver {
  @Allow(AGENTS)
  @Mutation(() => PlaceOverridePayload, {
    description: 'Places an override on a competency of an organization.',
  })
  async placeOverride(
    @Arg('input', () => PlaceOverrideInput, { description: 'The override.' }) input: PlaceOverrideInput,
    @Ctx() context: Context,
  ): Promise<PlaceOverridePayload> {
    const { answer, refusals } = await placeOverride(context, input);
    return {
      override: await overrideWithId(context, answer?.overrideId ?? null),
      refusals: presentRefusals(refusals, context),
    };
  }

  @Allow(AGENTS)
  @Mutation(() => RevokeOverridePayload, {
    description: 'Ends an override today. From then on, the status follows from the facts.',
  })
  async revokeOverride(
    @Arg('input', () => RevokeOverrideInput, { description: 'The override.' }) input: RevokeOverrideInput,
    @Ctx() context: Context,
  ): Promise<RevokeOverridePayload> {
    const { answer, refusals } = await revokeOverride(context, input);
    return {
      override: await overrideWithId(context, answer?.overrideId ?? null),
      refusals: presentRefusals(refusals, context),
    };
  }

  @Allow(AGENTS)
  @Mutation(() => PlaceCohortOverridesPayload, {
    description: 'Places the same override on all organizations whose last term ends within a period.',
  })
  async placeCohortOverrides(
    @Arg('input', () => PlaceCohortOverridesInput, { description: 'The overrides.' })
    input: PlaceCohortOverridesInput,
    @Ctx() context: Context,
  ): Promise<PlaceCohortOverridesPayload> {
    const { answer, refusals } = await placeCohortOverrides(context, input);
    return { overrideIds: answer?.overrideIds ?? null, refusals: presentRefusals(refusals, context) };
  }

  @Allow(AGENTS)
  @SemanticNonNull()
  @Query(() => OrganizationConnection, {
    nullable: true,
    description:
      'The organizations that `placeCohortOverrides` would concern today. `Organization.whatIf` shows the effect on one of them.',
  })
  async cohortOverridePreview(
    @Arg('membershipEnds', () => MembershipEndsInput, {
      description: 'The period in which the last term ends.',
    })
    membershipEnds: MembershipEndsInput,
    @Arg('competency', () => String, { description: 'The key of the competency.' }) competency: string,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() context: Context,
  ) {
    refuseInput([
      checkDaySpan(membershipEnds, ['membershipEnds']),
      checkCompetency(competency, await context.catalogues(), context.today, ['competency']),
    ]);
    return page(context.reader, cohortList(membershipEnds), paging, presentOrganization);
  }

  @FieldResolver(() => Organization, { description: 'The organization whose competency is overridden.' })
  organization(@Root() { organizationId }: OverrideSource, @Ctx() context: Context) {
    return loadOrganization(context, organizationId);
  }
}

@Resolver(() => PlaceCohortOverridesPayload)
export class PlacedCohortOverridesResolver {
  @FieldResolver(() => OverrideConnection, {
    nullable: true,
    description: 'The overrides, one for each organization; null when the command was refused.',
  })
  async overrides(
    @Root() { overrideIds }: PlaceCohortOverridesPayload,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() context: Context,
  ) {
    if (overrideIds === null) return null;
    const catalogue = await catalogueToday(context);
    const list = { ...PLACED_OVERRIDES, where: withIds(overrideIds) };
    return page(context.reader, list, paging, (row) => presentOverride(row, catalogue));
  }
}

/** Needs no access check: only agents run these commands, and agents see all overrides. */
async function overrideWithId(context: Context, id: string | null): Promise<Override | null> {
  const row = id === null ? null : await context.load.override.load(id);
  return row && presentOverride(row, await catalogueToday(context));
}
