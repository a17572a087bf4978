import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Affiliation } from '../../schema/affiliation';
import { Employee } from '../../schema/employee';
import { Organization } from '../../schema/organization';
import type { Context } from '../request/context';
import { must } from '../request/must';
import type { AffiliationSource } from './present-affiliation';
import { presentEmployee } from './present-employee';
import { presentOrganization } from './present-organization';

@Resolver(() => Affiliation)
export class AffiliationResolver {
  @FieldResolver(() => Employee, { description: 'The person.' })
  async employee(
    @Root() { employeeId, organizationId }: AffiliationSource,
    @Ctx() { load }: Context,
  ): Promise<Employee> {
    return presentEmployee(must(await load.employee.load(employeeId)), organizationId);
  }

  @FieldResolver(() => Organization, { description: 'The organization.' })
  async organization(
    @Root() { organizationId }: AffiliationSource,
    @Ctx() { load }: Context,
  ): Promise<Organization> {
    return presentOrganization(must(await load.organization.load(organizationId)));
  }
}
