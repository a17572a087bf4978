import type { Context } from '../../request/context';
import { required } from '../../request/required';
import { presentEmployee, type EmployeeSource } from '../../presenters/people/employee';

export async function loadEmployee(
  { load }: Context,
  employeeId: string,
  organizationId: string | null,
): Promise<EmployeeSource> {
  return presentEmployee(required(await load.employee.load(employeeId)), organizationId);
}
