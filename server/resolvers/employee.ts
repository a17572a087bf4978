import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { AGENTS, Allow, OWN_PEOPLE, SELF_AND_AGENTS } from '../../schema/access';
import { AchievementConnection } from '../../schema/achievement';
import { AffiliationConnection } from '../../schema/affiliation';
import { ConnectionArguments } from '../../schema/connection';
import { Employee, EmployeeConnection } from '../../schema/employee';
import { allows } from '../auth/allows';
import { organizationOf } from '../auth/viewer';
import type { AchievementRow, AffiliationRow, EmployeeRow } from '../db/entities';
import type { Context } from '../request/context';
import type { ChildList, Condition, List } from '../request/list';
import { childPage, page } from '../request/paging';
import { catalogueToday } from './catalogue-on';
import { presentAchievement } from './present-achievement';
import { presentAffiliation } from './present-affiliation';
import { presentEmployee, type EmployeeSource } from './present-employee';

const EMPLOYEES: List<EmployeeRow> = {
  name: 'employees',
  table: 'employee',
  columns: '*',
  orderBy: { id: 'text' },
};

const ACHIEVEMENTS: ChildList<AchievementRow> = {
  name: 'achievements',
  table: 'achievement',
  columns: '*',
  parent: 'employeeId',
  orderBy: { earnedOn: 'day', id: 'text' },
};

const AFFILIATIONS: ChildList<AffiliationRow> = {
  name: 'affiliationsOfEmployee',
  table: 'affiliation',
  columns: '*',
  parent: 'employeeId',
  orderBy: { fromDay: 'day', id: 'text' },
};

@Resolver(() => Employee)
export class EmployeeResolver {
  @Allow(AGENTS)
  @Query(() => EmployeeConnection, {
    description: 'All people with an account, in the order of their registration.',
  })
  employees(@Args(() => ConnectionArguments) paging: ConnectionArguments, @Ctx() context: Context) {
    return page(context.reader, EMPLOYEES, paging, (row) => presentEmployee(row, null));
  }

  @Allow(OWN_PEOPLE)
  @FieldResolver(() => AchievementConnection, {
    description:
      'What the person has earned, oldest first. An organization that the person has left sees what was earned until then.',
  })
  async achievements(
    @Root() { employeeId, organizationId }: EmployeeSource,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() context: Context,
  ) {
    const catalogue = await catalogueToday(context);
    const list = { ...ACHIEVEMENTS, ...seenBy(context, employeeId) };
    return childPage(context, list, employeeId, paging, (row) =>
      presentAchievement(row, catalogue, organizationId),
    );
  }

  @Allow(SELF_AND_AGENTS)
  @FieldResolver(() => AffiliationConnection, {
    description: 'Where the person is, was and will be, oldest first.',
  })
  affiliations(
    @Root() { employeeId }: EmployeeSource,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() context: Context,
  ) {
    return childPage(context, AFFILIATIONS, employeeId, paging, presentAffiliation);
  }
}

/** What somebody earns after leaving is nothing to the organization that was left. */
function seenBy({ viewer }: Context, employeeId: string): { readonly where?: Condition } {
  if (allows(SELF_AND_AGENTS, viewer, { organizationId: null, employeeId })) return {};
  return {
    where: {
      sql:
        'EXISTS (SELECT 1 FROM affiliation WHERE affiliation.employeeId = achievement.employeeId' +
        ' AND affiliation.organizationId = ?' +
        ' AND (affiliation.untilDay IS NULL OR achievement.earnedOn < affiliation.untilDay))',
      parameters: [organizationOf(viewer)],
    },
  };
}
