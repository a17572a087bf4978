import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Achievement } from '../../schema/achievement';
import { Employee } from '../../schema/employee';
import type { Context } from '../request/context';
import { must } from '../request/must';
import type { AchievementSource } from './present-achievement';
import { presentEmployee } from './present-employee';

@Resolver(() => Achievement)
export class AchievementResolver {
  @FieldResolver(() => Employee, { description: 'The person who earned it.' })
  async employee(
    @Root() { employeeId, organizationId }: AchievementSource,
    @Ctx() { load }: Context,
  ): Promise<Employee> {
    return presentEmployee(must(await load.employee.load(employeeId)), organizationId);
  }
}
