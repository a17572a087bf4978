import { Ctx, Query, Resolver } from 'type-graphql';
import { Allow, ANYONE } from '../../../schema/access';
import { Viewer } from '../../../schema/people/viewer';
import { actorOf, organizationOf, rolesOf } from '../../auth/viewer';
import type { Context } from '../../request/context';
import { globalId } from '../../../schema/global-id';
import { presentEmployee } from '../../presenters/people/employee';
import { presentOrganization } from '../../presenters/organizations/organization';

@Resolver()
export class ViewerResolver {
  @Allow(ANYONE)
  @Query(() => Viewer, { description: 'Your identity and roles, as this server sees them today.' })
  async viewer(@Ctx() { viewer, load }: Context): Promise<Viewer> {
    const organizationId = organizationOf(viewer);
    const row = organizationId === null ? null : await load.organization.load(organizationId);
    const employeeId = viewer.kind === 'person' ? (viewer.employee?.id ?? null) : null;
    const employee = employeeId === null ? null : await load.employee.load(employeeId);
    return {
      id: `vwr_${actorOf(viewer)}`,
      subject:
        viewer.kind === 'person'
          ? viewer.subject
          : viewer.kind === 'integration'
            ? globalId('ApiKey', viewer.apiKeyId)
            : null,
      roles: rolesOf(viewer),
      organization: row && presentOrganization(row),
      employee: employee && presentEmployee(employee, organizationId),
    };
  }
}
