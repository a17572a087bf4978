import { SELF_AND_AGENTS } from '../../schema/access';
import { idOf } from '../../schema/global-id';
import { allows } from '../auth/allows';
import type { EmployeeRow } from '../db/entities';
import { say } from '../messages';
import { refuse } from '../checks/refusal';
import type { CommandContext } from './command-context';

/**
 * The person that a command is about. The row is the lock for all that is the person's: two commands on one person
 * come one after the other. Who needs it and an organization's lock takes this one first. Somebody who may not be
 * seen is refused exactly as one who does not exist.
 */
export async function lockedEmployee(
  step: CommandContext,
  given: string,
  path: readonly string[] = ['input', 'employeeId'],
): Promise<EmployeeRow> {
  const employee = await lockEmployee(step, idOf('Employee', given));
  const about = { organizationId: null, employeeId: employee?.id ?? null };
  if (employee === null || !allows(SELF_AND_AGENTS, step.viewer, about)) {
    refuse('NOT_FOUND', path, say('employee.unknown', { id: given }));
  }
  return employee;
}

/** The caller's own account. */
export async function ownAccount(step: CommandContext): Promise<EmployeeRow> {
  const id = step.viewer.kind === 'person' ? (step.viewer.employee?.id ?? null) : null;
  const employee = await lockEmployee(step, id);
  if (employee === null) refuse('NOT_FOUND', ['input'], say('employee.unregistered'));
  return employee;
}

export async function lockEmployee(
  { transaction }: CommandContext,
  employeeId: string | null,
): Promise<EmployeeRow | null> {
  const [employee] = await transaction.rows<EmployeeRow>(
    `SELECT * FROM employee WHERE id = ?${transaction.forUpdate}`,
    [employeeId],
  );
  return employee ?? null;
}
