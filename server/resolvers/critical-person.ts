import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { CriticalPerson } from '../../schema/critical-person';
import { Employee } from '../../schema/employee';
import type { Context } from '../request/context';
import { loadEmployee } from './load-employee';
import type { CriticalPersonSource } from '../presenters/critical-person';

@Resolver(() => CriticalPerson)
export class CriticalPersonResolver {
  @FieldResolver(() => Employee, { description: 'The person.' })
  employee(@Root() { employeeId, organizationId }: CriticalPersonSource, @Ctx() context: Context) {
    return loadEmployee(context, employeeId, organizationId);
  }
}
