import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { Allow, OWN_ORGANIZATION, SELF_AND_AGENTS } from '../../schema/access';
import { AssociationPreview } from '../../schema/association-preview';
import { Employee } from '../../schema/employee';
import { idOf } from '../../schema/global-id';
import { allows } from '../auth/allows';
import { associationPermission } from '../commands/association-permission';
import { unknownOrganization } from '../commands/locked-organization';
import type { Context } from '../request/context';
import { must } from '../request/must';
import { whatIf, type Facts } from '../rules';
import type { EmployeeSource } from './present-employee';
import { presentWhatIf, type WhatIfSource } from './present-what-if';

const PATH = ['input', 'organizationId'];

interface AssociationPreviewSource extends Omit<AssociationPreview, 'leaving' | 'joining'> {
  readonly leaving: (() => Promise<WhatIfSource | null>) | null;
  readonly joining: (() => Promise<WhatIfSource | null>) | null;
}

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
  ): Promise<AssociationPreviewSource> {
    const { load, today } = context;
    const organizationId = idOf('Organization', given);
    const organization = organizationId === null ? null : await load.organization.load(organizationId);
    if (organization === null) {
      const refusal = unknownOrganization(given, PATH);
      return { isAllowed: false, permittedFrom: null, refusal, leaving: null, joining: null };
    }
    const affiliations = await load.affiliationsOfEmployee.load(employeeId);
    const versions = await context.catalogues();
    const permission = associationPermission(affiliations, organization.id, versions, PATH, today);
    return {
      isAllowed: permission.refusal === null,
      ...permission,
      leaving: () => leaving(context, employeeId, organization.id),
      joining: () => joining(context, employeeId, organization.id),
    };
  }
}

/** The organization of today without the person, for whoever may see its progress. */
async function leaving(context: Context, employeeId: string, joined: string): Promise<WhatIfSource | null> {
  const { load, today, viewer } = context;
  const organizationId = await load.employer(today).load(employeeId);
  if (organizationId === null || organizationId === joined) return null;
  if (!allows(OWN_ORGANIZATION, viewer, { organizationId })) return null;
  const before = must(await load.onDay(organizationId, today));
  const without = whatIf(before.facts, [{ kind: 'person-leaves', person: employeeId, day: today }]);
  return presentWhatIf(before, without);
}

/** The other organization with the person and all that the person has earned, for whoever may see its progress. */
async function joining(context: Context, employeeId: string, joined: string): Promise<WhatIfSource | null> {
  const { load, today, viewer } = context;
  if (!allows(OWN_ORGANIZATION, viewer, { organizationId: joined })) return null;
  const before = must(await load.onDay(joined, today));
  const achievements = await load.earned.load(employeeId);
  const isKnown = before.facts.people.some(({ id }) => id === employeeId);
  const known: Facts = isKnown
    ? before.facts
    : {
        ...before.facts,
        people: [...before.facts.people, { id: employeeId, affiliations: [], achievements }],
      };
  const joins = { kind: 'person-joins', person: employeeId, credentials: [], day: today } as const;
  return presentWhatIf(before, whatIf(known, [joins]));
}
