import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { Allow, OWN_ORGANIZATION } from '../../schema/access';
import { AttainmentPath } from '../../schema/attainment-path';
import { Competency } from '../../schema/competency';
import { CompetencyStatus } from '../../schema/competency-status';
import { idOf } from '../../schema/global-id';
import { Level } from '../../schema/level';
import { LocalDate } from '../../schema/scalars/local-date';
import type { Context } from '../request/context';
import type { Day, Level as LevelName } from '../rules';
import { ON } from './load-on-day';
import { competencyOf } from '../presenters/organization-status';

@Resolver(() => Competency)
export class CompetencyResolver {
  @FieldResolver(() => [AttainmentPath], {
    description: 'The ways to attain it, each on its own. Without an argument: those of all levels.',
  })
  paths(
    @Root() competency: Competency,
    @Arg('level', () => Level, { nullable: true, description: 'Only the paths that lead to this level.' })
    level: LevelName | null = null,
  ): readonly AttainmentPath[] {
    return level === null ? competency.paths : competency.paths.filter((path) => path.level === level);
  }

  @Allow({ ...OWN_ORGANIZATION, organization: 'organizationId' })
  @FieldResolver(() => CompetencyStatus, {
    nullable: true,
    description:
      'How an organization stands in it on a day; null when there is no such organization, or the catalogue of the day does not have the competency.',
  })
  async status(
    @Root() { key }: Competency,
    @Arg('organizationId', () => ID, { description: 'The organization.' }) organizationId: string,
    @Arg('on', () => LocalDate, ON) on: Day | null = null,
    @Ctx() { load, today }: Context,
  ) {
    const id = idOf('Organization', organizationId);
    const organization = id === null ? null : await load.onDay(id, on ?? today);
    return organization && competencyOf(organization, key);
  }
}
