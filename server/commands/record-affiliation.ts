import type { RecordAffiliationInput } from '../../schema/record-affiliation';
import { say } from '../messages';
import { affiliationsOf, checkOverlap, storeAffiliation } from './affiliations';
import { checkReason } from './check-reason';
import { invalid } from './check-text';
import { lockedEmployee } from './locked-employee';
import { lockedOrganization } from './locked-organization';
import { refuseAll, type Refusal } from './refusal';
import { runCommand, type Call, type Outcome, type Step } from './run-command';

export interface AffiliationRecorded {
  readonly affiliationId: string;
}

/** Where a person was before, or is: taken over from elsewhere by an agent, whatever the programme's limits are. */
export function recordAffiliation(
  call: Call,
  input: RecordAffiliationInput,
): Promise<Outcome<AffiliationRecorded>> {
  return runCommand(call, 'recordAffiliation', input, async (step) => {
    const { role, from, until = null, reason } = input;
    refuseAll([...checkDays(step, input), checkReason(reason)]);
    const { id: employeeId } = await lockedEmployee(step, input.employeeId);
    const { id: organizationId } = await lockedOrganization(step, input.organizationId);
    refuseAll([checkOverlap(await affiliationsOf(step, employeeId), { from, until }, ['input'])]);
    const { id } = await storeAffiliation(
      step,
      { employeeId, organizationId, role, fromDay: from, untilDay: until },
      reason,
    );
    return { affiliationId: id };
  });
}

function checkDays(
  { today }: Step,
  { from, until = null }: RecordAffiliationInput,
): readonly (Refusal | null)[] {
  return [
    from > today ? invalid(['input', 'from'], say('affiliation.from.future', { from, today })) : null,
    until !== null && until < from
      ? invalid(['input', 'until'], say('affiliation.end.beforeStart', { from, on: until }))
      : null,
  ];
}
