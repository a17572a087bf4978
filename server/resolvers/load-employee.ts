import type { Context } from '../request/context';
import { required } from '../request/required';
import { presentEmployee, type EmployeeSource } from '../presenters/employee';

/** Somebody of whom an organization's facts tell, as that organization sees the person. */
export async function employeeOf(
  { load }: Context,
  employeeId: string,
  organizationId: string | null,
): Promise<EmployeeSource> {
  return presentEmployee(required(await load.employee.load(employeeId)), organizationId);
}
