import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { AGENTS, Allow, OWN_PEOPLE, PERSONS, OWNER_ADMINS } from '../../../schema/access';
import { Affiliation } from '../../../schema/people/affiliation';
import { AssociateInput, AssociatePayload } from '../../../schema/people/associate';
import {
  ChangeAffiliationRoleInput,
  ChangeAffiliationRolePayload,
} from '../../../schema/people/change-affiliation-role';
import { Employee } from '../../../schema/people/employee';
import { EndAffiliationInput, EndAffiliationPayload } from '../../../schema/people/end-affiliation';
import { Organization } from '../../../schema/organizations/organization';
import { RecordAffiliationInput, RecordAffiliationPayload } from '../../../schema/people/record-affiliation';
import { allows } from '../../auth/allows';
import { associate } from '../../commands/people/associate';
import { changeAffiliationRole } from '../../commands/people/change-affiliation-role';
import { endAffiliation } from '../../commands/people/end-affiliation';
import { recordAffiliation } from '../../commands/people/record-affiliation';
import type { Context } from '../../request/context';
import { required } from '../../request/required';
import { loadEmployee } from './load-employee';
import { presentAffiliation, type AffiliationSource } from '../../presenters/people/affiliation';
import { presentRefusals } from '../../presenters/refusal';
import { presentOrganization } from '../../presenters/organizations/organization';

@Resolver(() => Affiliation)
export class AffiliationResolver {
  @Allow(PERSONS)
  @Mutation(() => AssociatePayload, {
    description:
      'Affiliates you with an organization from today and ends your previous affiliation. You need an account, and the policy limits how often you may change.',
  })
  async associate(
    @Arg('input', () => AssociateInput, { description: 'The organization to join.' }) input: AssociateInput,
    @Ctx() context: Context,
  ): Promise<AssociatePayload> {
    const { answer, refusals } = await associate(context, input);
    return {
      affiliation: await affiliationWithId(context, answer?.affiliationId ?? null),
      ended: await affiliationWithId(context, answer?.endedId ?? null),
      refusals: presentRefusals(refusals, context),
    };
  }

  // The command checks access itself, since the owner is known only after the affiliation has been read.
  @Allow(PERSONS)
  @Mutation(() => EndAffiliationPayload, {
    description:
      'Ends an affiliation. The person concerned, an admin of the organization or an agent of the vendor may do so.',
  })
  async endAffiliation(
    @Arg('input', () => EndAffiliationInput, { description: 'The affiliation and its end.' })
    input: EndAffiliationInput,
    @Ctx() context: Context,
  ): Promise<EndAffiliationPayload> {
    const { answer, refusals } = await endAffiliation(context, input);
    return {
      affiliation: await affiliationWithId(context, answer?.affiliationId ?? null),
      refusals: presentRefusals(refusals, context),
    };
  }

  @Allow(OWNER_ADMINS)
  @Mutation(() => ChangeAffiliationRolePayload, {
    description: 'Changes the role of a person in an organization between member and admin.',
  })
  async changeAffiliationRole(
    @Arg('input', () => ChangeAffiliationRoleInput, { description: 'The affiliation and the new role.' })
    input: ChangeAffiliationRoleInput,
    @Ctx() context: Context,
  ): Promise<ChangeAffiliationRolePayload> {
    const { answer, refusals } = await changeAffiliationRole(context, input);
    return {
      affiliation: await affiliationWithId(context, answer?.affiliationId ?? null),
      refusals: presentRefusals(refusals, context),
    };
  }

  @Allow(AGENTS)
  @Mutation(() => RecordAffiliationPayload, {
    description: 'Records a past or current affiliation that is taken over from an existing programme.',
  })
  async recordAffiliation(
    @Arg('input', () => RecordAffiliationInput, { description: 'The affiliation.' })
    input: RecordAffiliationInput,
    @Ctx() context: Context,
  ): Promise<RecordAffiliationPayload> {
    const { answer, refusals } = await recordAffiliation(context, input);
    return {
      affiliation: await affiliationWithId(context, answer?.affiliationId ?? null),
      refusals: presentRefusals(refusals, context),
    };
  }

  @FieldResolver(() => Employee, { description: 'The person.' })
  employee(
    @Root() { employeeId, organizationId }: AffiliationSource,
    @Ctx() context: Context,
  ): Promise<Employee> {
    return loadEmployee(context, employeeId, organizationId);
  }

  @FieldResolver(() => Organization, { description: 'The organization.' })
  async organization(
    @Root() { organizationId }: AffiliationSource,
    @Ctx() { load }: Context,
  ): Promise<Organization> {
    return presentOrganization(required(await load.organization.load(organizationId)));
  }
}

/** Checks access again, since a caller who repeats a command may have left the organization in the meantime. */
async function affiliationWithId({ load, viewer }: Context, id: string | null) {
  const row = id === null ? null : await load.affiliation.load(id);
  return row !== null && allows(OWN_PEOPLE, viewer, row) ? presentAffiliation(row) : null;
}
