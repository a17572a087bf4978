import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Employee } from '../../schema/employee';
import { PlanStep } from '../../schema/plan';
import type { Context } from '../request/context';
import { employeeOf } from './load-employee';
import type { PlanStepSource } from '../presenters/plan';

@Resolver(() => PlanStep)
export class PlanStepResolver {
  @FieldResolver(() => Employee, {
    nullable: true,
    description: 'Who; null: a joiner, or somebody still to be hired.',
  })
  employee(@Root() { contributor }: PlanStepSource, @Ctx() context: Context) {
    const employeeId = contributor?.employeeId ?? null;
    return employeeId === null || contributor === null
      ? null
      : employeeOf(context, employeeId, contributor.organizationId);
  }
}
