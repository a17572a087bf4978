import type { RecordAffiliationInput } from '../../../schema/people/record-affiliation';
import { sentence } from '../../messages';
import { affiliationsOf, storeAffiliation } from '../steps/affiliations';
import { checkOverlap } from '../../checks/affiliation';
import { checkReason } from '../../checks/reason';
import { invalidRefusal } from '../../checks/text';
import { lockedEmployee } from '../../locks/employee';
import { lockedOrganization } from '../../locks/organization';
import { refuseAll, type Refusal } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';
import type { CommandContext } from '../../locks/command-context';

export interface AffiliationRecorded {
  readonly affiliationId: string;
}

/** Lets an agent record a past or current affiliation. The policy's limits on associations do not apply. */
export function recordAffiliation(
  call: CommandCall,
  input: RecordAffiliationInput,
): Promise<CommandOutcome<AffiliationRecorded>> {
  return runCommand(call, 'recordAffiliation', input, async (context) => {
    const { role, from, until = null, reason } = input;
    refuseAll([...checkDays(context, input), checkReason(reason)]);
    const { id: employeeId } = await lockedEmployee(context, input.employeeId);
    const { id: organizationId } = await lockedOrganization(context, input.organizationId);
    refuseAll([checkOverlap(await affiliationsOf(context, employeeId), { from, until }, ['input'])]);
    const { id } = await storeAffiliation(
      context,
      { employeeId, organizationId, role, fromDay: from, untilDay: until },
      reason,
    );
    return { affiliationId: id };
  });
}

function checkDays(
  { today }: CommandContext,
  { from, until = null }: RecordAffiliationInput,
): readonly (Refusal | null)[] {
  return [
    from > today
      ? invalidRefusal(['input', 'from'], sentence('affiliation.from.future', { from, today }))
      : null,
    until !== null && until < from
      ? invalidRefusal(['input', 'until'], sentence('affiliation.end.beforeStart', { from, on: until }))
      : null,
  ];
}
