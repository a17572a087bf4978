import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { AGENTS, Allow } from '../../schema/access';
import { ConnectionArguments } from '../../schema/connection';
import { Level } from '../../schema/level';
import { OrganizationConnection } from '../../schema/organization';
import { OverrideConnection, OverrideEffect, type Override } from '../../schema/override';
import {
  MembershipEndsInput,
  PlaceCohortOverridesInput,
  PlaceCohortOverridesPayload,
} from '../../schema/place-cohort-overrides';
import { PlaceOverrideInput, PlaceOverridePayload } from '../../schema/place-override';
import { RevokeOverrideInput, RevokeOverridePayload } from '../../schema/revoke-override';
import { checkMembershipEnds, cohortOf } from '../commands/steps/cohort';
import { checkDecision } from '../commands/steps/store-overrides';
import { placeCohortOverrides } from '../commands/place-cohort-overrides';
import { placeOverride } from '../commands/place-override';
import { revokeOverride } from '../commands/revoke-override';
import type { CompetencyOverrideRow, OrganizationRow } from '../db/entities';
import type { Context } from '../request/context';
import { withIds, type List } from '../request/list';
import { page } from '../request/paging';
import type { Level as LevelName, OverrideEffect as EffectName } from '../rules';
import { catalogueToday } from '../presenters/catalogue-on-day';
import { presentOrganization } from '../presenters/organization';
import { presentOverride } from '../presenters/override';
import { refuseInput } from './arguments/refuse-input';

const PLACED: List<CompetencyOverrideRow> = {
  name: 'placedOverrides',
  table: 'competency_override',
  columns: '*',
  orderBy: { id: 'text' },
};

const CONCERNED: List<OrganizationRow> = {
  name: 'cohortOverridePreview',
  table: 'organization',
  columns: '*',
  orderBy: { searchName: 'text', id: 'text' },
};

@Resolver()
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
    return { override: await overrideWithId(context, answer?.overrideId ?? null), refusals };
  }

  @Allow(AGENTS)
  @Mutation(() => RevokeOverridePayload, {
    description: 'Ends an override today. From then on the status is what the facts say.',
  })
  async revokeOverride(
    @Arg('input', () => RevokeOverrideInput, { description: 'The override.' }) input: RevokeOverrideInput,
    @Ctx() context: Context,
  ): Promise<RevokeOverridePayload> {
    const { answer, refusals } = await revokeOverride(context, input);
    return { override: await overrideWithId(context, answer?.overrideId ?? null), refusals };
  }

  @Allow(AGENTS)
  @Mutation(() => PlaceCohortOverridesPayload, {
    description: 'Places the same override on all organizations whose last term ends on certain days.',
  })
  async placeCohortOverrides(
    @Arg('input', () => PlaceCohortOverridesInput, { description: 'The overrides.' })
    input: PlaceCohortOverridesInput,
    @Ctx() context: Context,
  ): Promise<PlaceCohortOverridesPayload> {
    const { answer, refusals } = await placeCohortOverrides(context, input);
    return { overrideIds: answer?.overrideIds ?? null, refusals };
  }

  @Allow(AGENTS)
  @Query(() => OrganizationConnection, {
    description:
      'The organizations that `placeCohortOverrides` would concern, if it were placed today. What it would change for one of them is told by its `whatIf`.',
  })
  async cohortOverridePreview(
    @Arg('membershipEnds', () => MembershipEndsInput, { description: 'On which days the last term ends.' })
    membershipEnds: MembershipEndsInput,
    @Arg('competency', () => String, { description: 'The key of the competency.' }) competency: string,
    @Arg('effect', () => OverrideEffect, { description: 'What the override would do.' }) effect: EffectName,
    @Arg('level', () => Level, {
      nullable: true,
      description: 'The level that a GRANT would lift to; to be left out for a WITHHOLD.',
    })
    level: LevelName | null = null,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() context: Context,
  ) {
    const decision = { competency, effect, level };
    refuseInput([
      checkMembershipEnds(membershipEnds, ['membershipEnds']),
      ...checkDecision(decision, await context.catalogues(), context.today, []),
    ]);
    const { sql, parameters } = cohortOf(membershipEnds);
    const list = { ...CONCERNED, where: { sql: `id IN (${sql})`, parameters } };
    return page(context.reader, list, paging, presentOrganization);
  }
}

@Resolver(() => PlaceCohortOverridesPayload)
export class PlacedCohortOverridesResolver {
  @FieldResolver(() => OverrideConnection, {
    nullable: true,
    description: 'The overrides, one an organization; null when the command was refused.',
  })
  async overrides(
    @Root() { overrideIds }: PlaceCohortOverridesPayload,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() context: Context,
  ) {
    if (overrideIds === null) return null;
    const catalogue = await catalogueToday(context);
    const list = { ...PLACED, where: withIds(overrideIds) };
    return page(context.reader, list, paging, (row) => presentOverride(row, catalogue));
  }
}

/** What a command has answered: overrides are never deleted, and agents see all of them. */
async function overrideWithId(context: Context, id: string | null): Promise<Override | null> {
  const row = id === null ? null : await context.load.override.load(id);
  return row && presentOverride(row, await catalogueToday(context));
}
