import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { Allow, OWN_ORGANIZATION } from '../../../schema/access';
import { AttainmentPath } from '../../../schema/catalogue/attainment-path';
import { Competency } from '../../../schema/catalogue/competency';
import { CompetencyStatus } from '../../../schema/statuses/competency-status';
import { storedIdOf } from '../../../schema/global-id';
import { Level } from '../../../schema/catalogue/level';
import { LocalDate } from '../../../schema/scalars/local-date';
import type { Context } from '../../request/context';
import type { Day, Level as LevelName } from '../../rules';
import { DAY_ARGUMENT } from '../statuses/load-on-day';
import { competencyOf } from '../../presenters/statuses/organization-status';

@Resolver(() => Competency)
export class CompetencyResolver {
  @FieldResolver(() => [AttainmentPath], {
    description: 'The paths to this competency. Each path is sufficient on its own.',
  })
  paths(
    @Root() competency: Competency,
    @Arg('level', () => Level, {
      nullable: true,
      description: 'Only paths that lead to this level. Default: all levels.',
    })
    level: LevelName | null = null,
  ): readonly AttainmentPath[] {
    return level === null ? competency.paths : competency.paths.filter((path) => path.level === level);
  }

  @Allow({ ...OWN_ORGANIZATION, organization: 'organizationId' })
  @FieldResolver(() => CompetencyStatus, {
    nullable: true,
    description:
      'The status of the competency for an organization on a day. Null when the organization does not exist or the catalogue of the day does not contain the competency.',
  })
  async status(
    @Root() { key }: Competency,
    @Arg('organizationId', () => ID, { description: 'The organization.' }) organizationId: string,
    @Arg('on', () => LocalDate, DAY_ARGUMENT) on: Day | null = null,
    @Ctx() { load, today }: Context,
  ) {
    const id = storedIdOf('Organization', organizationId);
    const organization = id === null ? null : await load.onDay(id, on ?? today);
    return organization && competencyOf(organization, key);
  }
}
