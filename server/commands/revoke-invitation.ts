import { ORGANIZATION_ADMINS } from '../../schema/access';
import { idOf } from '../../schema/global-id';
import type { RevokeInvitationInput } from '../../schema/revoke-invitation';
import { allows } from '../auth/allows';
import type { InvitationRow } from '../db/entities';
import { toDate } from '../db/instant';
import { say } from '../messages';
import { auditInvitation } from './steps/invitations';
import { refuse } from '../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from './run-command';
import type { CommandContext } from '../locks/command-context';

export interface InvitationRevoked {
  readonly invitationId: string;
}

/** Nobody can accept an invitation from now on: it expires at once. */
export function revokeInvitation(
  call: CommandCall,
  input: RevokeInvitationInput,
): Promise<CommandOutcome<InvitationRevoked>> {
  return runCommand(call, 'revokeInvitation', input, async (step) => {
    const before = await openInvitation(step, input.invitationId);
    const after: InvitationRow = { ...before, expiresAt: step.at };
    await step.transaction.change('UPDATE invitation SET expiresAt = ? WHERE id = ?', [step.at, after.id]);
    await auditInvitation(step, before, after);
    return { invitationId: after.id };
  });
}

/** An invitation of somebody else is refused exactly as one that does not exist. */
async function openInvitation(step: CommandContext, given: string): Promise<InvitationRow> {
  const [invitation] = await step.transaction.rows<InvitationRow>(
    `SELECT * FROM invitation WHERE id = ?${step.transaction.forUpdate}`,
    [idOf('Invitation', given)],
  );
  const path = ['input', 'invitationId'];
  if (invitation === undefined || !allows(ORGANIZATION_ADMINS, step.viewer, invitation)) {
    refuse('NOT_FOUND', path, say('invitation.unknown', { id: given }));
  }
  const { acceptedAt, expiresAt } = invitation;
  if (acceptedAt !== null) {
    refuse('ALREADY_ENDED', path, say('invitation.accepted', { at: toDate(acceptedAt).toISOString() }));
  }
  if (expiresAt <= step.at) {
    refuse('ALREADY_ENDED', path, say('invitation.expired', { at: toDate(expiresAt).toISOString() }));
  }
  return invitation;
}
