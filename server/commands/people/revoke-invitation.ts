import { ORGANIZATION_ADMINS } from '../../../schema/access';
import { storedIdOf } from '../../../schema/global-id';
import type { RevokeInvitationInput } from '../../../schema/people/revoke-invitation';
import { allows } from '../../auth/allows';
import type { InvitationRow } from '../../db/entities';
import { toDate } from '../../db/instant';
import { sentence } from '../../messages';
import { auditInvitation } from '../steps/invitations';
import { refuse } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';
import type { CommandContext } from '../../locks/command-context';

export interface InvitationRevoked {
  readonly invitationId: string;
}

export function revokeInvitation(
  call: CommandCall,
  input: RevokeInvitationInput,
): Promise<CommandOutcome<InvitationRevoked>> {
  return runCommand(call, 'revokeInvitation', input, async (context) => {
    const before = await openInvitation(context, input.invitationId);
    const after: InvitationRow = { ...before, revokedAt: context.at };
    await context.transaction.change('UPDATE invitation SET revokedAt = ? WHERE id = ?', [
      context.at,
      after.id,
    ]);
    await auditInvitation(context, before, after);
    return { invitationId: after.id };
  });
}

/** An invitation of another organization is refused exactly like one that does not exist. */
async function openInvitation(context: CommandContext, nodeId: string): Promise<InvitationRow> {
  const [invitation] = await context.transaction.rows<InvitationRow>(
    `SELECT * FROM invitation WHERE id = ?${context.transaction.forUpdate}`,
    [storedIdOf('Invitation', nodeId)],
  );
  const path = ['input', 'invitationId'];
  if (invitation === undefined || !allows(ORGANIZATION_ADMINS, context.viewer, invitation)) {
    refuse('NOT_FOUND', path, sentence('invitation.unknown', { id: nodeId }));
  }
  const { acceptedAt, expiresAt, revokedAt } = invitation;
  if (acceptedAt !== null) {
    refuse('ALREADY_ENDED', path, sentence('invitation.accepted', { at: toDate(acceptedAt).toISOString() }));
  }
  if (revokedAt !== null) {
    refuse('ALREADY_ENDED', path, sentence('invitation.revoked', { at: toDate(revokedAt).toISOString() }));
  }
  if (expiresAt <= context.at) {
    refuse('ALREADY_ENDED', path, sentence('invitation.expired', { at: toDate(expiresAt).toISOString() }));
  }
  return invitation;
}
