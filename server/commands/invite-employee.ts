import type { InviteEmployeeInput } from '../../schema/invite-employee';
import { makeInvitationToken } from '../auth/invitation-token';
import { hashOf } from '../auth/secret';
import { InvitationTable, type InvitationRow } from '../db/entities';
import { instant } from '../db/instant';
import { say } from '../messages';
import { checkText, invalid } from '../checks/text';
import { auditInvitation } from './steps/invitations';
import { lockedOrganization } from '../locks/organization';
import { refuseAll } from '../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from './run-command';

/** Thirty days. */
const MAX_HOURS = 720;

export interface EmployeeInvited {
  readonly invitationId: string;
}

/** An organization asks somebody to join. The token is for that somebody alone: only its hash is stored. */
export async function inviteEmployee(
  call: CommandCall,
  input: InviteEmployeeInput,
): Promise<{ readonly outcome: CommandOutcome<EmployeeInvited>; readonly token: string }> {
  const token = makeInvitationToken();
  const outcome = await runCommand(call, 'inviteEmployee', input, async (step) => {
    const { name, role, validHours: hours } = input;
    refuseAll([
      checkText(['input', 'name'], say('invitation.name'), name, { most: 200 }),
      hours >= 1 && hours <= MAX_HOURS
        ? null
        : invalid(['input', 'validHours'], say('invitation.hours', { hours, most: MAX_HOURS })),
    ]);
    const { id: organizationId } = await lockedOrganization(step, input.organizationId);
    const invitation: InvitationRow = {
      id: step.newId(),
      organizationId,
      name,
      role,
      hash: hashOf(token),
      createdAt: step.at,
      createdBy: step.actor,
      expiresAt: instant(new Date(step.now.getTime() + hours * 3_600_000)),
      acceptedAt: null,
      acceptedBy: null,
    };
    await step.transaction.insert(InvitationTable, invitation);
    await auditInvitation(step, null, invitation);
    return { invitationId: invitation.id };
  });
  return { outcome, token };
}
