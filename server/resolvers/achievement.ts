import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { OWN_ORGANIZATION } from '../../schema/access';
import { Achievement, AchievementUse } from '../../schema/achievement';
import { Employee } from '../../schema/employee';
import { ListSize } from '../../schema/list-size';
import { LocalDate } from '../../schema/scalars/local-date';
import { allows } from '../auth/allows';
import type { Context } from '../request/context';
import { must } from '../request/must';
import type { Day } from '../rules';
import { employeeOf } from './load-employee';
import { presentCatalogue } from './present-catalogue';
import type { AchievementSource } from './present-achievement';

@Resolver(() => Achievement)
export class AchievementResolver {
  @ListSize(2)
  @FieldResolver(() => [AchievementUse], {
    description:
      'What it counts for on a day: the slots that its person fills with it, in the organization of that day. Empty when it counts for nothing.',
  })
  async countsFor(
    @Root() { achievementId, employeeId }: AchievementSource,
    @Arg('on', () => LocalDate, {
      nullable: true,
      description: 'The day, past or future; today when absent.',
    })
    on: Day | null = null,
    @Ctx() context: Context,
  ): Promise<readonly AchievementUse[]> {
    const day = on ?? context.today;
    const employer = await context.load.employer(day).load(employeeId);
    // What it does for an organization is for those who may see that organization's progress.
    if (employer === null || !allows(OWN_ORGANIZATION, context.viewer, { organizationId: employer }))
      return [];
    const organization = must(await context.load.onDay(employer, day));
    const catalogue = presentCatalogue(organization.catalogue);
    return (organization.uses.get(achievementId) ?? []).map(({ competency, path, holds }) => ({
      competency: must(catalogue.competency.get(competency) ?? null),
      path: catalogue.path(competency, path),
      holds,
    }));
  }

  @FieldResolver(() => Employee, { description: 'The person who earned it.' })
  employee(
    @Root() { employeeId, organizationId }: AchievementSource,
    @Ctx() context: Context,
  ): Promise<Employee> {
    return employeeOf(context, employeeId, organizationId);
  }
}
