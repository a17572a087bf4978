import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { CriticalPerson } from '../../../schema/statuses/critical-person';
import { Employee } from '../../../schema/people/employee';
import type { Context } from '../../request/context';
import { loadEmployee } from '../people/load-employee';
import type { CriticalPersonSource } from '../../presenters/statuses/critical-person';

@Resolver(() => CriticalPerson)
export class CriticalPersonResolver {
  @FieldResolver(() => Employee, { description: 'The person.' })
  employee(@Root() { employeeId, organizationId }: CriticalPersonSource, @Ctx() context: Context) {
    return loadEmployee(context, employeeId, organizationId);
  }
}
