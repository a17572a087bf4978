import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { Allow, OWN_ORGANIZATION, SELF_AND_AGENTS } from '../../../schema/access';
import { AssociationPreview } from '../../../schema/people/association-preview';
import { Employee } from '../../../schema/people/employee';
import { storedIdOf } from '../../../schema/global-id';
import { allows } from '../../auth/allows';
import { associationPermission } from '../../checks/association-permission';
import { unknownOrganization } from '../../checks/organization';
import type { Context } from '../../request/context';
import { required } from '../../request/required';
import { whatIfStepwise } from '../../rules';
import { presentRefusal } from '../../presenters/refusal';
import type { EmployeeSource } from '../../presenters/people/employee';
import { presentWhatIf, type WhatIfSource } from '../../presenters/statuses/what-if';
import { SemanticNonNull } from '../../../schema/semantic-non-null';

const PATH = ['input', 'target', 'organizationId'];

interface AssociationPreviewSource extends Omit<AssociationPreview, 'leaving' | 'joining'> {
  readonly leaving: (() => Promise<WhatIfSource | null>) | null;
  readonly joining: (() => Promise<WhatIfSource | null>) | null;
}

@Resolver(() => Employee)
export class AssociationPreviewResolver {
  @Allow(SELF_AND_AGENTS)
  @SemanticNonNull()
  @FieldResolver(() => AssociationPreview, {
    nullable: true,
    description:
      'A preview of an association with an organization today, without an invitation: whether it is permitted and, if not, from which day. Nothing is changed.',
  })
  async associationPreview(
    @Root() { employeeId }: EmployeeSource,
    @Arg('organizationId', () => ID, { description: 'The organization.' }) nodeId: string,
    @Ctx() context: Context,
  ): Promise<AssociationPreviewSource> {
    const { load, today } = context;
    const organizationId = storedIdOf('Organization', nodeId);
    const organization = organizationId === null ? null : await load.organization.load(organizationId);
    if (organization === null) {
      const refusal = presentRefusal(unknownOrganization(nodeId, PATH), context);
      return { isAllowed: false, permittedFrom: null, refusal, leaving: null, joining: null };
    }
    const affiliations = await load.affiliationsOfEmployee.load(employeeId);
    const versions = await context.catalogues();
    const { permittedFrom, refusal } = associationPermission(
      affiliations,
      organization.id,
      versions,
      PATH,
      today,
    );
    return {
      isAllowed: refusal === null,
      permittedFrom,
      refusal: refusal && presentRefusal(refusal, context),
      leaving: () => leaving(context, employeeId, organization.id),
      joining: () => joining(context, employeeId, organization.id),
    };
  }
}

/**
 * Compares the person's current organization with and without the person. Null if the person has no current
 * organization, if it is the destination, or if the viewer may not see its progress.
 */
async function leaving(
  context: Context,
  employeeId: string,
  destination: string,
): Promise<WhatIfSource | null> {
  const { load, today, viewer } = context;
  const organizationId = await load.employer(today).load(employeeId);
  if (organizationId === null || organizationId === destination) return null;
  if (!allows(OWN_ORGANIZATION, viewer, { organizationId })) return null;
  const before = required(await load.onDay(organizationId, today));
  const leaves = { kind: 'person-leaves', person: employeeId, day: today } as const;
  const after = await before.withHypothesis({
    key: `without ${employeeId}`,
    added: 0,
    rule: (_versions, facts) => whatIfStepwise(facts, [leaves]),
  });
  return presentWhatIf(before, after);
}

/**
 * Compares the destination before and after the person joins. The person brings all achievements. Null if the viewer
 * may not see the progress of the destination.
 */
async function joining(
  context: Context,
  employeeId: string,
  organizationId: string,
): Promise<WhatIfSource | null> {
  const { load, today, viewer } = context;
  if (!allows(OWN_ORGANIZATION, viewer, { organizationId })) return null;
  const before = required(await load.onDay(organizationId, today));
  const achievements = await load.earned.load(employeeId);
  const joins = { kind: 'person-joins', person: employeeId, credentials: [], day: today } as const;
  const after = await before.withHypothesis({
    key: `with ${employeeId}`,
    added: 1 + achievements.length,
    rule(_versions, facts) {
      const isInFacts = facts.people.some(({ id }) => id === employeeId);
      const people = [...facts.people, { id: employeeId, affiliations: [], achievements }];
      return whatIfStepwise(isInFacts ? facts : { ...facts, people }, [joins]);
    },
  });
  return presentWhatIf(before, after);
}
