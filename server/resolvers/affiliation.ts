import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { AGENTS, Allow, OWN_PEOPLE, PERSONS, SOME_ADMINS } from '../../schema/access';
import { Affiliation } from '../../schema/affiliation';
import { AssociateInput, AssociatePayload } from '../../schema/associate';
import {
  ChangeAffiliationRoleInput,
  ChangeAffiliationRolePayload,
} from '../../schema/change-affiliation-role';
import { Employee } from '../../schema/employee';
import { EndAffiliationInput, EndAffiliationPayload } from '../../schema/end-affiliation';
import { Organization } from '../../schema/organization';
import { RecordAffiliationInput, RecordAffiliationPayload } from '../../schema/record-affiliation';
import { allows } from '../auth/allows';
import { associate } from '../commands/associate';
import { changeAffiliationRole } from '../commands/change-affiliation-role';
import { endAffiliation } from '../commands/end-affiliation';
import { recordAffiliation } from '../commands/record-affiliation';
import type { Context } from '../request/context';
import { required } from '../request/required';
import { employeeOf } from './load-employee';
import { presentAffiliation, type AffiliationSource } from '../presenters/affiliation';
import { presentOrganization } from '../presenters/organization';

@Resolver(() => Affiliation)
export class AffiliationResolver {
  @Allow(PERSONS)
  @Mutation(() => AssociatePayload, {
    description:
      'Lets you belong to an organization from today on, and to no other one. It takes an account; the policy limits how often.',
  })
  async associate(
    @Arg('input', () => AssociateInput, { description: 'The organization.' }) input: AssociateInput,
    @Ctx() context: Context,
  ): Promise<AssociatePayload> {
    const { answer, refusals } = await associate(context, input);
    return {
      affiliation: await affiliationWithId(context, answer?.affiliationId ?? null),
      ended: await affiliationWithId(context, answer?.endedId ?? null),
      refusals,
    };
  }

  // Whose an affiliation is is only known once it is found, so the command itself looks at that.
  @Allow(PERSONS)
  @Mutation(() => EndAffiliationPayload, {
    description:
      'Ends an affiliation: the person itself, an admin of the organization, or an agent of the vendor.',
  })
  async endAffiliation(
    @Arg('input', () => EndAffiliationInput, { description: 'The end.' }) input: EndAffiliationInput,
    @Ctx() context: Context,
  ): Promise<EndAffiliationPayload> {
    const { answer, refusals } = await endAffiliation(context, input);
    return { affiliation: await affiliationWithId(context, answer?.affiliationId ?? null), refusals };
  }

  @Allow(SOME_ADMINS)
  @Mutation(() => ChangeAffiliationRolePayload, {
    description: 'Makes a member of an organization its admin, or the other way round.',
  })
  async changeAffiliationRole(
    @Arg('input', () => ChangeAffiliationRoleInput, { description: 'The role.' })
    input: ChangeAffiliationRoleInput,
    @Ctx() context: Context,
  ): Promise<ChangeAffiliationRolePayload> {
    const { answer, refusals } = await changeAffiliationRole(context, input);
    return { affiliation: await affiliationWithId(context, answer?.affiliationId ?? null), refusals };
  }

  @Allow(AGENTS)
  @Mutation(() => RecordAffiliationPayload, {
    description: 'Records where a person belonged or belongs, when a running programme is taken over.',
  })
  async recordAffiliation(
    @Arg('input', () => RecordAffiliationInput, { description: 'The affiliation.' })
    input: RecordAffiliationInput,
    @Ctx() context: Context,
  ): Promise<RecordAffiliationPayload> {
    const { answer, refusals } = await recordAffiliation(context, input);
    return { affiliation: await affiliationWithId(context, answer?.affiliationId ?? null), refusals };
  }

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
    return presentOrganization(required(await load.organization.load(organizationId)));
  }
}

/** What a command has answered, for who may see it: a repeat may come from somebody who has left since. */
async function affiliationWithId({ load, viewer }: Context, id: string | null) {
  const row = id === null ? null : await load.affiliation.load(id);
  return row !== null && allows(OWN_PEOPLE, viewer, row) ? presentAffiliation(row) : null;
}
