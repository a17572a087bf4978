import { ORGANIZATION_ADMINS } from '../../../schema/access';
import type { ChangeAffiliationRoleInput } from '../../../schema/people/change-affiliation-role';
import { sentence } from '../../messages';
import { changeAffiliation } from '../steps/affiliations';
import { checkReason } from '../../checks/reason';
import { invalidRefusal } from '../../checks/text';
import { checkVersion } from '../../checks/version';
import { lockedAffiliation, refuseEnded } from '../../locks/affiliation';
import { refuseAll } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';

export interface AffiliationRoleChanged {
  readonly affiliationId: string;
}

export function changeAffiliationRole(
  call: CommandCall,
  input: ChangeAffiliationRoleInput,
): Promise<CommandOutcome<AffiliationRoleChanged>> {
  return runCommand(call, 'changeAffiliationRole', input, async (context) => {
    const { role } = input;
    refuseAll([checkReason(input.reason)]);
    const affiliation = await lockedAffiliation(context, input.affiliationId, ORGANIZATION_ADMINS);
    refuseEnded(context, affiliation);
    refuseAll([checkVersion(affiliation, input.expectedVersion)]);
    refuseAll([
      affiliation.role === role
        ? invalidRefusal(['input', 'role'], sentence('affiliation.role.same', { role }))
        : null,
    ]);
    await changeAffiliation(context, affiliation, { role }, input.reason);
    return { affiliationId: affiliation.id };
  });
}
