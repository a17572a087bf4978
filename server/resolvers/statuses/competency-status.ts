import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { SELF_AND_AGENTS } from '../../../schema/access';
import {
  ActingOverride,
  CompetencyStatus,
  DerivedCompetencyStatus,
  SupposedCompetencyStatus,
} from '../../../schema/statuses/competency-status';
import { ConnectionArguments } from '../../../schema/connection';
import { Override } from '../../../schema/overrides/override';
import { LocalDate } from '../../../schema/scalars/local-date';
import { UncountedAchievementConnection } from '../../../schema/statuses/progress';
import { allows } from '../../auth/allows';
import type { Context } from '../../request/context';
import { arrayPage } from '../../request/paging';
import { lastDayOf, type Day, type Span, type UncountedAchievement } from '../../rules';
import { catalogueOf, catalogueToday } from '../../presenters/catalogue/catalogue-on-day';
import type { CompetencyOnDay } from '../../presenters/statuses/competency-status';
import { presentOverride } from '../../presenters/overrides/override';
import { PresentedUncounted } from '../../presenters/statuses/uncounted';
import { SemanticNonNull } from '../../../schema/semantic-non-null';
import type { AbstractType } from '../../../schema/abstract-type';

/** The interface and its types have the same fields. */
const statusResolver = (type: AbstractType) => {
  @Resolver(() => type)
  class StatusResolver {
    @SemanticNonNull()
    @FieldResolver(() => UncountedAchievementConnection, {
      nullable: true,
      description:
        'The achievements that fill no slot of this competency on the day, person by person, with the reasons. Of a person who has left, an organization sees only what was earned before.',
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
      const visible = seesAll
        ? explanation.uncounted
        : explanation.uncounted.filter(({ achievement }) => earnedHere.has(achievement));
      const catalogue = catalogueOf(organization);
      const keyOf = ({ achievement }: UncountedAchievement) => achievement;
      return arrayPage(
        `uncounted ${explanation.competency}`,
        visible,
        keyOf,
        paging,
        (uncounted) => new PresentedUncounted(uncounted, catalogue, organization.organizationId),
      );
    }
  }
  return StatusResolver;
};

export const COMPETENCY_STATUS_RESOLVERS = [
  statusResolver(DerivedCompetencyStatus),
  statusResolver(CompetencyStatus),
  statusResolver(SupposedCompetencyStatus),
];

@Resolver(() => ActingOverride)
export class ActingOverrideResolver {
  @FieldResolver(() => LocalDate, {
    nullable: true,
    description: 'The last day on which the override is in effect. Null when it has no end.',
  })
  lastDay(@Root() override: Span): Day | null {
    return lastDayOf(override);
  }

  @FieldResolver(() => Override, {
    nullable: true,
    description: 'The stored override. Null for a hypothetical override of a what-if.',
  })
  async override(@Root() { id }: { readonly id: string }, @Ctx() context: Context) {
    const row = await context.load.override.load(id);
    return row && presentOverride(row, await catalogueToday(context));
  }
}
