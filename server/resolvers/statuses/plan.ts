import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Employee } from '../../../schema/people/employee';
import { PlanStep } from '../../../schema/statuses/plan';
import type { Context } from '../../request/context';
import { loadEmployee } from '../people/load-employee';
import type { PlanStepSource } from '../../presenters/statuses/plan';

@Resolver(() => PlanStep)
export class PlanStepResolver {
  @FieldResolver(() => Employee, {
    nullable: true,
    description:
      'The employee. Null for a person who joins in a what-if, and for a person still to be hired.',
  })
  employee(@Root() { contributor }: PlanStepSource, @Ctx() context: Context) {
    const employeeId = contributor?.employeeId ?? null;
    return employeeId === null || contributor === null
      ? null
      : loadEmployee(context, employeeId, contributor.organizationId);
  }
}
