import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { SELF_AND_AGENTS } from '../../schema/access';
import { ActingOverride, CompetencyStatus } from '../../schema/competency-status';
import { ConnectionArguments } from '../../schema/connection';
import { Override } from '../../schema/override';
import { UncountedAchievementConnection } from '../../schema/progress';
import { allows } from '../auth/allows';
import type { Context } from '../request/context';
import { arrayPage } from '../request/paging';
import type { UncountedAchievement } from '../rules';
import { catalogueOf, catalogueToday } from '../presenters/catalogue-on-day';
import type { CompetencyOnDay } from '../presenters/competency-status';
import { presentOverride } from '../presenters/override';
import { PresentedUncounted } from '../presenters/uncounted';

@Resolver(() => CompetencyStatus)
export class CompetencyStatusResolver {
  @FieldResolver(() => UncountedAchievementConnection, {
    nullable: true,
    description:
      'Every achievement that fills no slot of this competency on the day, person by person, and why. An organization that a person has left sees what was earned until then.',
  })
  async uncounted(
    @Root() competency: CompetencyOnDay,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() { viewer }: Context,
  ) {
    const { organization } = competency;
    const explanation = await competency.explanation();
    const seesAll = allows(SELF_AND_AGENTS, viewer, { organizationId: null });
    const earnedHere = await organization.earnedHere();
    const seen = seesAll
      ? explanation.uncounted
      : explanation.uncounted.filter(({ achievement }) => earnedHere.has(achievement));
    const catalogue = catalogueOf(organization);
    const keyOf = ({ achievement }: UncountedAchievement) => achievement;
    return arrayPage(
      `uncounted ${explanation.competency}`,
      seen,
      keyOf,
      paging,
      (one) => new PresentedUncounted(one, catalogue, organization.organizationId),
    );
  }
}

@Resolver(() => ActingOverride)
export class ActingOverrideResolver {
  @FieldResolver(() => Override, {
    nullable: true,
    description: 'The override as it is stored; null when it is only supposed, in a what-if.',
  })
  async override(@Root() { id }: { readonly id: string }, @Ctx() context: Context) {
    const row = await context.load.override.load(id);
    return row && presentOverride(row, await catalogueToday(context));
  }
}
