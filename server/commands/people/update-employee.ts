import type { UpdateEmployeeInput } from '../../../schema/people/update-employee';
import { isDuplicate } from '../../db/duplicate';
import type { EmployeeRow } from '../../db/entities';
import { sentence } from '../../messages';
import { changeRow } from '../steps/change-row';
import { checkEmail, checkName, checkSubject } from '../../checks/employee';
import { checkNotNull } from '../../checks/not-null';
import { checkReason } from '../../checks/reason';
import { checkVersion } from '../../checks/version';
import { lockedEmployee } from '../../locks/employee';
import { refuse, refuseAll, type Refusal } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';
import type { CommandContext } from '../../locks/command-context';

export interface EmployeeUpdated {
  readonly employeeId: string;
}

/** An agent may add the subject with which the person signs in. */
export function updateEmployee(
  call: CommandCall,
  input: UpdateEmployeeInput,
): Promise<CommandOutcome<EmployeeUpdated>> {
  return runCommand(
    call,
    'updateEmployee',
    input,
    async (context) => {
      const name = input.name ?? null;
      const { email } = input;
      const subject = input.subject ?? null;
      refuseAll([
        ...checkNotNull(input, ['name', 'subject']),
        name === null ? null : checkName(name),
        email === undefined || email === null ? null : checkEmail(email),
        subject === null ? null : checkSubject(context.viewer, subject),
        checkReason(input.reason),
      ]);
      const before = await lockedEmployee(context, input.employeeId);
      refuseAll([checkVersion(before, input.expectedVersion)]);
      refuseAll([subject === null ? null : checkWithoutSubject(before)]);
      await changeEmployee(context, before, input.reason ?? null, {
        name: name ?? before.name,
        email: email === undefined ? before.email : email,
        subject: subject ?? before.subject,
      });
      return { employeeId: before.id };
    },
    'anywhere',
  );
}

/** A subject is never replaced, since the account's history would pass to another person. */
function checkWithoutSubject({ subject }: EmployeeRow): Refusal | null {
  if (subject === null) return null;
  return { code: 'ALREADY_EXISTS', sentence: sentence('employee.subject.known'), path: ['input', 'subject'] };
}

async function changeEmployee(
  context: CommandContext,
  before: EmployeeRow,
  reason: string | null,
  change: Pick<EmployeeRow, 'name' | 'email' | 'subject'>,
): Promise<void> {
  const { subject } = change;
  try {
    await changeRow(
      context,
      { table: 'employee', type: 'Employee', organizationId: null, reason },
      before,
      change,
    );
  } catch (error) {
    if (!isDuplicate(error) || subject === null) throw error;
    refuse('ALREADY_EXISTS', ['input', 'subject'], sentence('employee.subject.taken', { subject }));
  }
}
