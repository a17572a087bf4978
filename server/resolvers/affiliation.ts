import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Affiliation } from '../../schema/affiliation';
import { Employee } from '../../schema/employee';
import { Organization } from '../../schema/organization';
import type { Context } from '../request/context';
import { must } from '../request/must';
import { employeeOf } from './load-employee';
import type { AffiliationSource } from './present-affiliation';
import { presentOrganization } from './present-organization';

@Resolver(() => Affiliation)
export class AffiliationResolver {
  @FieldResolver(() => Employee, { description: 'The person.' })
  employee(
    @Root() { employeeId, organizationId }: AffiliationSource,
    @Ctx() context: Context,
  ): Promise<Employee> {
    return employeeOf(context, employeeId, organizationId);
  }

  @FieldResolver(() => Organization, { description: 'The organization.' })
  async organization(
    @Root() { organizationId }: AffiliationSource,
    @Ctx() { load }: Context,
  ): Promise<Organization> {
    return presentOrganization(must(await load.organization.load(organizationId)));
  }
}
