import type { Context } from '../request/context';
import { must } from '../request/must';
import { presentEmployee, type EmployeeSource } from './present-employee';

/** Somebody of whom an organization's facts tell, as that organization sees the person. */
export async function employeeOf(
  { load }: Context,
  employeeId: string,
  organizationId: string | null,
): Promise<EmployeeSource> {
  return presentEmployee(must(await load.employee.load(employeeId)), organizationId);
}
