import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { AGENTS, Allow, OWN_PEOPLE, PERSONS, SELF_AND_ADMINS, SELF_AND_AGENTS } from '../../../schema/access';
import { AchievementConnection } from '../../../schema/people/achievement';
import { AffiliationConnection } from '../../../schema/people/affiliation';
import { ConnectionArguments } from '../../../schema/connection';
import { Employee, EmployeeConnection } from '../../../schema/people/employee';
import { RegisterEmployeeInput, RegisterEmployeePayload } from '../../../schema/people/register-employee';
import { UpdateEmployeeInput, UpdateEmployeePayload } from '../../../schema/people/update-employee';
import { allows } from '../../auth/allows';
import { organizationOf } from '../../auth/viewer';
import { registerEmployee } from '../../commands/people/register-employee';
import { updateEmployee } from '../../commands/people/update-employee';
import type { AffiliationRow, EmployeeRow } from '../../db/entities';
import { earnedBeforeLeaving } from '../../request/colleagues';
import { ACHIEVEMENT_COLUMNS, type ListedAchievement } from '../../request/columns';
import type { Context } from '../../request/context';
import type { ChildList, SqlFragment, List } from '../../request/list';
import { childPage, page } from '../../request/paging';
import { catalogueToday } from '../../presenters/catalogue/catalogue-on-day';
import { presentRefusals } from '../../presenters/refusal';
import { presentAchievement } from '../../presenters/people/achievement';
import { presentAffiliation } from '../../presenters/people/affiliation';
import { presentEmployee, type EmployeeSource } from '../../presenters/people/employee';
import { SemanticNonNull } from '../../../schema/semantic-non-null';

const EMPLOYEES: List<EmployeeRow> = {
  name: 'employees',
  table: 'employee',
  columns: '*',
  orderBy: { id: 'text' },
};

const ACHIEVEMENTS: ChildList<ListedAchievement> = {
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
  @SemanticNonNull()
  @Query(() => EmployeeConnection, {
    nullable: true,
    description: 'All people with an account, in order of registration.',
  })
  employees(@Args(() => ConnectionArguments) paging: ConnectionArguments, @Ctx() context: Context) {
    return page(context.reader, EMPLOYEES, paging, (row) => presentEmployee(row, null));
  }

  @Allow(PERSONS)
  @Mutation(() => RegisterEmployeePayload, {
    description:
      'Creates an account in the programme: your own or, if you are an agent of the vendor, that of another person.',
  })
  async registerEmployee(
    @Arg('input', () => RegisterEmployeeInput, { description: 'The person.' }) input: RegisterEmployeeInput,
    @Ctx() context: Context,
  ): Promise<RegisterEmployeePayload> {
    const { answer, refusals } = await registerEmployee(context, input);
    return {
      employee: await employeeWithId(context, answer?.employeeId ?? null),
      refusals: presentRefusals(refusals, context),
    };
  }

  @Allow(PERSONS)
  @Mutation(() => UpdateEmployeePayload, {
    description:
      'Changes an account: your own or, if you are an agent of the vendor, that of another person.',
  })
  async updateEmployee(
    @Arg('input', () => UpdateEmployeeInput, { description: 'The changes.' }) input: UpdateEmployeeInput,
    @Ctx() context: Context,
  ): Promise<UpdateEmployeePayload> {
    const { answer, refusals } = await updateEmployee(context, input);
    return {
      employee: await employeeWithId(context, answer?.employeeId ?? null),
      refusals: presentRefusals(refusals, context),
    };
  }

  @Allow(SELF_AND_ADMINS)
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The e-mail address. Null when none is known, and for admins of an organization to which the person does not belong today.',
  })
  async email(
    @Root() employee: EmployeeSource,
    @Ctx() { load, today, viewer }: Context,
  ): Promise<string | null> {
    const { employeeId, organizationId } = employee;
    if (allows(SELF_AND_AGENTS, viewer, { organizationId: null, employeeId })) return employee.email;
    // The address is current data, so only the current organization sees it.
    const employer = await load.employer(today).load(employeeId);
    return employer === organizationId ? employee.email : null;
  }

  @Allow(OWN_PEOPLE)
  @SemanticNonNull()
  @FieldResolver(() => AchievementConnection, {
    nullable: true,
    description:
      'The achievements of the person, oldest first. An organization that the person has left sees only what was earned before.',
  })
  async achievements(
    @Root() { employeeId, organizationId }: EmployeeSource,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() context: Context,
  ) {
    const catalogue = await catalogueToday(context);
    const where = visibleAchievements(context, employeeId);
    const list = where === null ? ACHIEVEMENTS : { ...ACHIEVEMENTS, where };
    return childPage(context, list, employeeId, paging, (row) =>
      presentAchievement(row, catalogue, organizationId),
    );
  }

  @Allow(SELF_AND_AGENTS)
  @SemanticNonNull()
  @FieldResolver(() => AffiliationConnection, {
    nullable: true,
    description: 'The past, current and future affiliations of the person, oldest first.',
  })
  affiliations(
    @Root() { employeeId }: EmployeeSource,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() context: Context,
  ) {
    return childPage(context, AFFILIATIONS, employeeId, paging, presentAffiliation);
  }
}

/** An organization does not see achievements that the person earned after leaving it. */
function visibleAchievements({ viewer }: Context, employeeId: string): SqlFragment | null {
  if (allows(SELF_AND_AGENTS, viewer, { organizationId: null, employeeId })) return null;
  return earnedBeforeLeaving(organizationOf(viewer));
}

/** Checks access again, since a caller who repeats a command may no longer be an agent. */
async function employeeWithId({ load, viewer }: Context, id: string | null) {
  const row = id === null ? null : await load.employee.load(id);
  return row !== null && allows(SELF_AND_AGENTS, viewer, { organizationId: null, employeeId: row.id })
    ? presentEmployee(row, null)
    : null;
}
