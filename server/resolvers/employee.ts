import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { AGENTS, Allow, OWN_PEOPLE, PERSONS, SELF_AND_ADMINS, SELF_AND_AGENTS } from '../../schema/access';
import { AchievementConnection } from '../../schema/achievement';
import { AffiliationConnection } from '../../schema/affiliation';
import { ConnectionArguments } from '../../schema/connection';
import { Employee, EmployeeConnection } from '../../schema/employee';
import { RegisterEmployeeInput, RegisterEmployeePayload } from '../../schema/register-employee';
import { UpdateEmployeeInput, UpdateEmployeePayload } from '../../schema/update-employee';
import { allows } from '../auth/allows';
import { organizationOf } from '../auth/viewer';
import { registerEmployee } from '../commands/register-employee';
import { updateEmployee } from '../commands/update-employee';
import type { AffiliationRow, EmployeeRow } from '../db/entities';
import { earnedBeforeLeaving } from '../request/colleagues';
import { ACHIEVEMENT_COLUMNS, type ReadAchievement } from '../request/columns';
import type { Context } from '../request/context';
import type { ChildList, Condition, List } from '../request/list';
import { childPage, page } from '../request/paging';
import { catalogueToday } from '../presenters/catalogue-on-day';
import { presentAchievement } from '../presenters/achievement';
import { presentAffiliation } from '../presenters/affiliation';
import { presentEmployee, type EmployeeSource } from '../presenters/employee';

const EMPLOYEES: List<EmployeeRow> = {
  name: 'employees',
  table: 'employee',
  columns: '*',
  orderBy: { id: 'text' },
};

const ACHIEVEMENTS: ChildList<ReadAchievement> = {
  name: 'achievements',
  table: 'achievement',
  columns: ACHIEVEMENT_COLUMNS,
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

  @Allow(PERSONS)
  @Mutation(() => RegisterEmployeePayload, {
    description:
      "Makes an account in the programme: your own or, if you are an agent of the vendor, somebody else's.",
  })
  async registerEmployee(
    @Arg('input', () => RegisterEmployeeInput, { description: 'The person.' }) input: RegisterEmployeeInput,
    @Ctx() context: Context,
  ): Promise<RegisterEmployeePayload> {
    const { answer, refusals } = await registerEmployee(context, input);
    return { employee: await employeeWithId(context, answer?.employeeId ?? null), refusals };
  }

  @Allow(PERSONS)
  @Mutation(() => UpdateEmployeePayload, {
    description: "Changes an account: your own or, if you are an agent of the vendor, somebody else's.",
  })
  async updateEmployee(
    @Arg('input', () => UpdateEmployeeInput, { description: 'What changes.' }) input: UpdateEmployeeInput,
    @Ctx() context: Context,
  ): Promise<UpdateEmployeePayload> {
    const { answer, refusals } = await updateEmployee(context, input);
    return { employee: await employeeWithId(context, answer?.employeeId ?? null), refusals };
  }

  @Allow(SELF_AND_ADMINS)
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The e-mail address; null when none is known, and to the admins of an organization that the person does not belong to today.',
  })
  async email(
    @Root() employee: EmployeeSource,
    @Ctx() { load, today, viewer }: Context,
  ): Promise<string | null> {
    const { employeeId, organizationId } = employee;
    if (allows(SELF_AND_AGENTS, viewer, { organizationId: null, employeeId })) return employee.email;
    // It is as it is now, which is nothing to an organization that was left.
    const employer = await load.employer(today).load(employeeId);
    return employer === organizationId ? employee.email : null;
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
    const where = seenBy(context, employeeId);
    const list = where === null ? ACHIEVEMENTS : { ...ACHIEVEMENTS, where };
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
function seenBy({ viewer }: Context, employeeId: string): Condition | null {
  if (allows(SELF_AND_AGENTS, viewer, { organizationId: null, employeeId })) return null;
  return earnedBeforeLeaving(organizationOf(viewer));
}

/** What a command has answered, for who may see it: a repeat may come from somebody who is no agent any more. */
async function employeeWithId({ load, viewer }: Context, id: string | null) {
  const row = id === null ? null : await load.employee.load(id);
  return row !== null && allows(SELF_AND_AGENTS, viewer, { organizationId: null, employeeId: row.id })
    ? presentEmployee(row, null)
    : null;
}
