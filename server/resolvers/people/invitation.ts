import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Allow, ORGANIZATION_ADMINS, OWNER_ADMINS } from '../../../schema/access';
import { Invitation } from '../../../schema/people/invitation';
import { InviteEmployeeInput, InviteEmployeePayload } from '../../../schema/people/invite-employee';
import { RevokeInvitationInput, RevokeInvitationPayload } from '../../../schema/people/revoke-invitation';
import { inviteEmployee } from '../../commands/people/invite-employee';
import { revokeInvitation } from '../../commands/people/revoke-invitation';
import type { Context } from '../../request/context';
import { presentInvitation, type InvitationSource } from '../../presenters/people/invitation';
import { presentRefusals } from '../../presenters/refusal';
import { Organization } from '../../../schema/organizations/organization';
import { loadOrganization } from '../organizations/load-organization';

@Resolver(() => Invitation)
export class InvitationResolver {
  @Allow({ ...ORGANIZATION_ADMINS, organization: 'input.organizationId' })
  @Mutation(() => InviteEmployeePayload, {
    description: 'Invites a person to join an organization. The token works once and expires.',
  })
  async inviteEmployee(
    @Arg('input', () => InviteEmployeeInput, { description: 'The invitation.' }) input: InviteEmployeeInput,
    @Ctx() context: Context,
  ): Promise<InviteEmployeePayload> {
    const { outcome, token } = await inviteEmployee(context, input);
    if (outcome.answer === null)
      return { invitation: null, token: null, refusals: presentRefusals(outcome.refusals, context) };
    return {
      invitation: await invitationWithId(context, outcome.answer.invitationId),
      token: outcome.repeated ? null : token,
      refusals: [],
    };
  }

  @Allow(OWNER_ADMINS)
  @Mutation(() => RevokeInvitationPayload, {
    description: 'Immediately revokes an invitation that has not been accepted.',
  })
  async revokeInvitation(
    @Arg('input', () => RevokeInvitationInput, { description: 'The invitation.' })
    input: RevokeInvitationInput,
    @Ctx() context: Context,
  ): Promise<RevokeInvitationPayload> {
    const { answer, refusals } = await revokeInvitation(context, input);
    return {
      invitation: answer && (await invitationWithId(context, answer.invitationId)),
      refusals: presentRefusals(refusals, context),
    };
  }

  @FieldResolver(() => Organization, { description: 'The organization that the person may join.' })
  organization(@Root() { organizationId }: InvitationSource, @Ctx() context: Context) {
    return loadOrganization(context, organizationId);
  }
}

async function invitationWithId({ load }: Context, id: string): Promise<Invitation | null> {
  const row = await load.invitation.load(id);
  return row && presentInvitation(row);
}
