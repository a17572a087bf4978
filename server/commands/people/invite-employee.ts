import type { InviteEmployeeInput } from '../../../schema/people/invite-employee';
import { makeInvitationToken } from '../../auth/invitation-token';
import { hashSecret } from '../../auth/secret';
import { InvitationTable, type InvitationRow } from '../../db/entities';
import { instant } from '../../db/instant';
import { sentence } from '../../messages';
import { checkText, invalidRefusal } from '../../checks/text';
import { auditInvitation } from '../steps/invitations';
import { lockedOrganization } from '../../locks/organization';
import { refuseAll } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';

const MAX_HOURS = 30 * 24;

export interface EmployeeInvited {
  readonly invitationId: string;
}

/** Only the hash of the token is stored. */
export async function inviteEmployee(
  call: CommandCall,
  input: InviteEmployeeInput,
): Promise<{ readonly outcome: CommandOutcome<EmployeeInvited>; readonly token: string }> {
  const token = makeInvitationToken();
  const outcome = await runCommand(call, 'inviteEmployee', input, async (context) => {
    const { name, role, validHours: hours } = input;
    refuseAll([
      checkText(['input', 'name'], name, { maxLength: 200 }),
      hours >= 1 && hours <= MAX_HOURS
        ? null
        : invalidRefusal(
            ['input', 'validHours'],
            sentence('invitation.hours', { hours, min: 1, max: MAX_HOURS }),
          ),
    ]);
    const { id: organizationId } = await lockedOrganization(context, input.organizationId);
    const invitation: InvitationRow = {
      id: context.newId(),
      organizationId,
      name,
      role,
      hash: hashSecret(token),
      createdAt: context.at,
      createdBy: context.actor,
      expiresAt: instant(new Date(context.now.getTime() + hours * 3_600_000)),
      acceptedAt: null,
      acceptedBy: null,
      revokedAt: null,
    };
    await context.transaction.insert(InvitationTable, invitation);
    await auditInvitation(context, null, invitation);
    return { invitationId: invitation.id };
  });
  return { outcome, token };
}
