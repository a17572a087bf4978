import type { UpdateEmployeeInput } from '../../schema/update-employee';
import { isDuplicate } from '../db/duplicate';
import type { EmployeeRow } from '../db/entities';
import { say } from '../messages';
import { changeRow } from './steps/change-row';
import { checkEmail, checkName, checkSubject } from '../checks/employee';
import { checkReason } from '../checks/reason';
import { checkVersion } from '../checks/version';
import { lockedEmployee } from '../locks/employee';
import { refuse, refuseAll, type Refusal } from '../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from './run-command';
import type { CommandContext } from '../locks/command-context';

export interface EmployeeUpdated {
  readonly employeeId: string;
}

/** A person's account changes; a person that an agent has registered gets the subject to sign in with. */
export function updateEmployee(
  call: CommandCall,
  input: UpdateEmployeeInput,
): Promise<CommandOutcome<EmployeeUpdated>> {
  return runCommand(
    call,
    'updateEmployee',
    input,
    async (step) => {
      const name = input.name ?? null;
      const email = input.email ?? null;
      const subject = input.subject ?? null;
      refuseAll([
        name === null ? null : checkName(name),
        email === null || email === '' ? null : checkEmail(email),
        subject === null ? null : checkSubject(step.viewer, subject),
        checkReason(input.reason),
      ]);
      const before = await lockedEmployee(step, input.employeeId);
      refuseAll([checkVersion(before, input.expectedVersion)]);
      refuseAll([subject === null ? null : checkUnknown(before)]);
      await change(step, before, input.reason ?? null, {
        name: name ?? before.name,
        email: email === '' ? null : (email ?? before.email),
        subject: subject ?? before.subject,
      });
      return { employeeId: before.id };
    },
    'anywhere',
  );
}

/** Whoever can sign in to an account goes on to: nobody's history passes to somebody else. */
function checkUnknown({ subject }: EmployeeRow): Refusal | null {
  if (subject === null) return null;
  return { code: 'ALREADY_EXISTS', message: say('employee.subject.known'), path: ['input', 'subject'] };
}

async function change(
  step: CommandContext,
  before: EmployeeRow,
  reason: string | null,
  changed: Pick<EmployeeRow, 'name' | 'email' | 'subject'>,
): Promise<void> {
  const { subject } = changed;
  try {
    await changeRow(
      step,
      { table: 'employee', type: 'Employee', organizationId: null, reason },
      before,
      changed,
    );
  } catch (error) {
    if (!isDuplicate(error) || subject === null) throw error;
    refuse('ALREADY_EXISTS', ['input', 'subject'], say('employee.subject.taken', { subject }));
  }
}
