import { globalId } from '../../../schema/global-id';
import { hashOf } from '../../auth/secret';
import type { InvitationRow } from '../../db/entities';
import { toDate } from '../../db/instant';
import { say } from '../../messages';
import { refuse } from '../../checks/refusal';
import type { CommandContext } from '../../locks/command-context';

/**
 * The invitation of a token, locked: of two people who have it, one accepts it. What is expired, revoked or used is
 * refused exactly as what never was; only who used it is told so.
 */
export async function invitationToAccept(
  step: CommandContext,
  token: string,
  employeeId: string,
): Promise<InvitationRow> {
  const [invitation] = await step.transaction.rows<InvitationRow>(
    `SELECT * FROM invitation WHERE hash = ?${step.transaction.forUpdate}`,
    [hashOf(token)],
  );
  const path = ['input', 'invitationToken'];
  if (invitation !== undefined && invitation.acceptedAt !== null && invitation.acceptedBy === employeeId) {
    const at = toDate(invitation.acceptedAt).toISOString();
    refuse('ALREADY_ENDED', path, say('invitation.acceptedByYou', { at }));
  }
  if (invitation === undefined || invitation.acceptedAt !== null || invitation.expiresAt <= step.at) {
    refuse('NOT_FOUND', path, say('invitation.opensNothing'));
  }
  return invitation;
}

export async function acceptInvitation(
  step: CommandContext,
  before: InvitationRow,
  employeeId: string,
): Promise<void> {
  const after: InvitationRow = { ...before, acceptedAt: step.at, acceptedBy: employeeId };
  await step.transaction.change('UPDATE invitation SET acceptedAt = ?, acceptedBy = ? WHERE id = ?', [
    after.acceptedAt,
    after.acceptedBy,
    after.id,
  ]);
  await auditInvitation(step, before, after);
}

/** The audit log never sees the hash. */
export function auditInvitation(
  step: CommandContext,
  before: InvitationRow | null,
  after: InvitationRow,
): Promise<void> {
  return step.audit({
    subject: globalId('Invitation', after.id),
    organizationId: after.organizationId,
    before: before && shown(before),
    after: shown(after),
  });
}

function shown({ hash: _hash, ...invitation }: InvitationRow): object {
  return invitation;
}
