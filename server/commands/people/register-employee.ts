import { AGENTS } from '../../../schema/access';
import { globalId } from '../../../schema/global-id';
import type { RegisterEmployeeInput } from '../../../schema/people/register-employee';
import { allows } from '../../auth/allows';
import { isDuplicate } from '../../db/duplicate';
import { EmployeeTable, type EmployeeRow } from '../../db/entities';
import { sentence } from '../../messages';
import { checkEmail, checkName, checkSubject } from '../../checks/employee';
import { refuse, refuseAll } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';
import type { CommandContext } from '../../locks/command-context';

export interface EmployeeRegistered {
  readonly employeeId: string;
}

export function registerEmployee(
  call: CommandCall,
  input: RegisterEmployeeInput,
): Promise<CommandOutcome<EmployeeRegistered>> {
  return runCommand(
    call,
    'registerEmployee',
    input,
    async (context) => {
      const { name, email = null, subject = null } = input;
      refuseAll([
        checkName(name),
        email === null ? null : checkEmail(email),
        subject === null ? null : checkSubject(context.viewer, subject),
      ]);
      const employee: EmployeeRow = {
        id: context.newId(),
        subject: subject ?? ownSubject(context),
        name,
        email,
        createdAt: context.at,
        version: 1,
      };
      await insert(context, employee, subject !== null);
      await context.audit({
        subject: globalId('Employee', employee.id),
        organizationId: null,
        before: null,
        after: employee,
      });
      return { employeeId: employee.id };
    },
    'anywhere',
  );
}

/** Null for an agent: agents register other people, whose subject may still be unknown. */
function ownSubject({ viewer }: CommandContext): string | null {
  return viewer.kind !== 'person' || allows(AGENTS, viewer, { organizationId: null }) ? null : viewer.subject;
}

async function insert(
  { transaction }: CommandContext,
  employee: EmployeeRow,
  forAnother: boolean,
): Promise<void> {
  try {
    await transaction.insert(EmployeeTable, employee);
  } catch (error) {
    // Only the unique index can decide between concurrent requests.
    if (!isDuplicate(error)) throw error;
    const { subject } = employee;
    if (!forAnother || subject === null) refuse('ALREADY_EXISTS', ['input'], sentence('employee.registered'));
    refuse('ALREADY_EXISTS', ['input', 'subject'], sentence('employee.subject.taken', { subject }));
  }
}
