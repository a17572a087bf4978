import type { AssociateInput } from '../../schema/associate';
import { globalId } from '../../schema/global-id';
import type { AffiliationRow, InvitationRow } from '../db/entities';
import { say } from '../messages';
import { countsOn } from '../rules';
import { affiliationsOf, changeAffiliation, storeAffiliation } from './steps/affiliations';
import { spanOf } from '../checks/affiliation';
import { associationPermission } from '../checks/association-permission';
import { acceptInvitation, invitationToAccept } from './steps/invitations';
import { ownAccount } from '../locks/employee';
import { lockedOrganization } from '../locks/organization';
import { refuse, refuseAll } from '../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from './run-command';
import type { CommandContext } from '../locks/command-context';

export interface Associated {
  readonly affiliationId: string;
  /** The affiliation that ended with it. */
  readonly endedId: string | null;
}

/**
 * A person joins an organization today and leaves the one before on the same day. The person's row is locked first:
 * of two requests at once, the second one finds what the first one did.
 */
export function associate(call: CommandCall, input: AssociateInput): Promise<CommandOutcome<Associated>> {
  return runCommand(
    call,
    'associate',
    input,
    async (step) => {
      const { today } = step;
      const { id: employeeId } = await ownAccount(step);
      const { organizationId, role, invitation, path } = await destinationOf(step, input, employeeId);
      const affiliations = await affiliationsOf(step, employeeId);
      const versions = await step.catalogues();
      refuseAll([associationPermission(affiliations, organizationId, versions, path, today).refusal]);

      const running = affiliations.find((affiliation) => countsOn(spanOf(affiliation), today)) ?? null;
      // Before the new one begins: only one may be open.
      if (running !== null) await changeAffiliation(step, running, { untilDay: today });
      const { id: affiliationId } = await storeAffiliation(step, {
        employeeId,
        organizationId,
        role,
        fromDay: today,
        untilDay: null,
      });
      if (invitation !== null) await acceptInvitation(step, invitation, employeeId);
      return { affiliationId, endedId: running?.id ?? null };
    },
    'anywhere',
  );
}

interface Destination extends Pick<AffiliationRow, 'organizationId' | 'role'> {
  readonly invitation: InvitationRow | null;
  /** The argument that named it. */
  readonly path: readonly string[];
}

/** Where the person goes, and as what: as an invitation says, or as a member by the person's own wish. */
async function destinationOf(
  step: CommandContext,
  { invitationToken = null, organizationId = null }: AssociateInput,
  employeeId: string,
): Promise<Destination> {
  if (invitationToken !== null && organizationId === null) {
    const path = ['input', 'invitationToken'];
    const invitation = await invitationToAccept(step, invitationToken, employeeId);
    const { id } = await lockedOrganization(step, globalId('Organization', invitation.organizationId), path);
    return { organizationId: id, role: invitation.role, invitation, path };
  }
  if (organizationId !== null && invitationToken === null) {
    const path = ['input', 'organizationId'];
    const { id } = await lockedOrganization(step, organizationId, path);
    return { organizationId: id, role: 'MEMBER', invitation: null, path };
  }
  refuse('INVALID', ['input'], say('association.which'));
}
