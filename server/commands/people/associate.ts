import type { AssociateInput } from '../../../schema/people/associate';
import { globalId } from '../../../schema/global-id';
import type { AffiliationRow, InvitationRow } from '../../db/entities';
import { countsOn } from '../../rules';
import { affiliationsOf, changeAffiliation, storeAffiliation } from '../steps/affiliations';
import { spanOf } from '../../checks/affiliation';
import { associationPermission } from '../../checks/association-permission';
import { acceptInvitation, invitationToAccept } from '../steps/invitations';
import { lockedOwnAccount } from '../../locks/employee';
import { lockedOrganization } from '../../locks/organization';
import { refuseAll } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';
import type { CommandContext } from '../../locks/command-context';

export interface EmployeeAssociated {
  readonly affiliationId: string;
  /** The affiliation that was ended. Null if the person had no current affiliation. */
  readonly endedId: string | null;
}

/**
 * Affiliates the caller with an organization from today on, and ends the caller's current affiliation on the same day.
 * The lock on the person's row serializes concurrent requests.
 */
export function associate(
  call: CommandCall,
  input: AssociateInput,
): Promise<CommandOutcome<EmployeeAssociated>> {
  return runCommand(
    call,
    'associate',
    input,
    async (context) => {
      const { today } = context;
      const { id: employeeId } = await lockedOwnAccount(context);
      const { organizationId, role, invitation, path } = await destinationOf(context, input, employeeId);
      const affiliations = await affiliationsOf(context, employeeId);
      const versions = await context.catalogues();
      refuseAll([associationPermission(affiliations, organizationId, versions, path, today).refusal]);

      const running = affiliations.find((affiliation) => countsOn(spanOf(affiliation), today)) ?? null;
      // A person has at most one open affiliation, so the current one is ended before the new one is inserted.
      if (running !== null) await changeAffiliation(context, running, { untilDay: today });
      const { id: affiliationId } = await storeAffiliation(context, {
        employeeId,
        organizationId,
        role,
        fromDay: today,
        untilDay: null,
      });
      if (invitation !== null) await acceptInvitation(context, invitation, employeeId);
      return { affiliationId, endedId: running?.id ?? null };
    },
    'anywhere',
  );
}

interface Destination extends Pick<AffiliationRow, 'organizationId' | 'role'> {
  readonly invitation: InvitationRow | null;
  readonly path: readonly string[];
}

/** An invitation determines the organization and the role. Without one, the person joins as a member. */
async function destinationOf(
  context: CommandContext,
  { target: { invitationToken, organizationId } }: AssociateInput,
  employeeId: string,
): Promise<Destination> {
  if (invitationToken !== undefined) {
    const path = ['input', 'target', 'invitationToken'];
    const invitation = await invitationToAccept(context, invitationToken, employeeId, path);
    const { id } = await lockedOrganization(
      context,
      globalId('Organization', invitation.organizationId),
      path,
    );
    return { organizationId: id, role: invitation.role, invitation, path };
  }
  const path = ['input', 'target', 'organizationId'];
  const { id } = await lockedOrganization(context, organizationId, path);
  return { organizationId: id, role: 'MEMBER', invitation: null, path };
}
