import type { Context } from '../request/context';
import { must } from '../request/required';
import { presentEmployee, type EmployeeSource } from '../presenters/employee';

/** Somebody of whom an organization's facts tell, as that organization sees the person. */
export async function employeeOf(
  { load }: Context,
  employeeId: string,
  organizationId: string | null,
): Promise<EmployeeSource> {
  return presentEmployee(must(await load.employee.load(employeeId)), organizationId);
}
