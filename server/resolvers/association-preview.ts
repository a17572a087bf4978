import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { Allow, SELF_AND_AGENTS } from '../../schema/access';
import { AssociationPreview } from '../../schema/association-preview';
import { Employee } from '../../schema/employee';
import { idOf } from '../../schema/global-id';
import { associationPermission } from '../commands/association-permission';
import { unknownOrganization } from '../commands/locked-organization';
import type { Context } from '../request/context';
import { versionOn } from '../rules';
import type { EmployeeSource } from './present-employee';

const PATH = ['input', 'organizationId'];

@Resolver(() => Employee)
export class AssociationPreviewResolver {
  @Allow(SELF_AND_AGENTS)
  @FieldResolver(() => AssociationPreview, {
    description:
      'May the person associate with an organization today by own wish and, if not, from when on? Nothing is changed.',
  })
  async associationPreview(
    @Root() { employeeId }: EmployeeSource,
    @Arg('organizationId', () => ID, { description: 'The organization.' }) given: string,
    @Ctx() context: Context,
  ): Promise<AssociationPreview> {
    const { load, today } = context;
    const organizationId = idOf('Organization', given);
    const organization = organizationId === null ? null : await load.organization.load(organizationId);
    if (organization === null) {
      return { isAllowed: false, permittedFrom: null, refusal: unknownOrganization(given, PATH) };
    }
    const affiliations = await load.affiliationsOfEmployee.load(employeeId);
    const { policy } = versionOn(await context.catalogues(), today);
    const permission = associationPermission(affiliations, organization.id, policy, PATH, today);
    return { isAllowed: permission.refusal === null, ...permission };
  }
}
