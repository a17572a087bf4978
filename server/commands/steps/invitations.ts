import { globalId } from '../../../schema/global-id';
import { hashSecret } from '../../auth/secret';
import type { InvitationRow } from '../../db/entities';
import { toDate } from '../../db/instant';
import { sentence } from '../../messages';
import { refuse } from '../../checks/refusal';
import type { CommandContext } from '../../locks/command-context';

/**
 * Locks the invitation that belongs to a token, so that only one person can accept it. An expired, revoked or used
 * invitation is refused exactly like an unknown token. Only the person who accepted an invitation learns that it has
 * been used.
 */
export async function invitationToAccept(
  context: CommandContext,
  token: string,
  employeeId: string,
  path: readonly string[],
): Promise<InvitationRow> {
  const [invitation] = await context.transaction.rows<InvitationRow>(
    `SELECT * FROM invitation WHERE hash = ?${context.transaction.forUpdate}`,
    [hashSecret(token)],
  );
  if (invitation !== undefined && invitation.acceptedAt !== null && invitation.acceptedBy === employeeId) {
    const at = toDate(invitation.acceptedAt).toISOString();
    refuse('ALREADY_ENDED', path, sentence('invitation.acceptedByYou', { at }));
  }
  if (
    invitation === undefined ||
    invitation.acceptedAt !== null ||
    invitation.revokedAt !== null ||
    invitation.expiresAt <= context.at
  ) {
    refuse('NOT_FOUND', path, sentence('invitation.opensNothing'));
  }
  return invitation;
}

export async function acceptInvitation(
  context: CommandContext,
  before: InvitationRow,
  employeeId: string,
): Promise<void> {
  const after: InvitationRow = { ...before, acceptedAt: context.at, acceptedBy: employeeId };
  await context.transaction.change('UPDATE invitation SET acceptedAt = ?, acceptedBy = ? WHERE id = ?', [
    after.acceptedAt,
    after.acceptedBy,
    after.id,
  ]);
  await auditInvitation(context, before, after);
}

export function auditInvitation(
  context: CommandContext,
  before: InvitationRow | null,
  after: InvitationRow,
): Promise<void> {
  return context.audit({
    subject: globalId('Invitation', after.id),
    organizationId: after.organizationId,
    before: before && auditedFields(before),
    after: auditedFields(after),
  });
}

function auditedFields({ hash: _hash, ...invitation }: InvitationRow): object {
  return invitation;
}
