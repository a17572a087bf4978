import { SELF_AND_AGENTS } from '../../schema/access';
import { storedIdOf } from '../../schema/global-id';
import { allows } from '../auth/allows';
import type { EmployeeRow } from '../db/entities';
import { sentence } from '../messages';
import { refuse } from '../checks/refusal';
import type { CommandContext } from './command-context';

/**
 * Locks a person. The lock on the row protects everything that belongs to the person, so commands on one person run one
 * after the other. A command that also locks an organization locks the person first. A person whom the caller may not
 * see is refused exactly like one who does not exist.
 */
export async function lockedEmployee(
  context: CommandContext,
  nodeId: string,
  path: readonly string[] = ['input', 'employeeId'],
): Promise<EmployeeRow> {
  const employee = await lockEmployee(context, storedIdOf('Employee', nodeId));
  const about = { organizationId: null, employeeId: employee?.id ?? null };
  if (employee === null || !allows(SELF_AND_AGENTS, context.viewer, about)) {
    refuse('NOT_FOUND', path, sentence('employee.unknown', { id: nodeId }));
  }
  return employee;
}

export async function lockedOwnAccount(context: CommandContext): Promise<EmployeeRow> {
  const id = context.viewer.kind === 'person' ? (context.viewer.employee?.id ?? null) : null;
  const employee = await lockEmployee(context, id);
  if (employee === null) refuse('NOT_FOUND', ['input'], sentence('employee.unregistered'));
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
