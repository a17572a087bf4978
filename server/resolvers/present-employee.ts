import type { Employee } from '../../schema/employee';
import { globalId } from '../../schema/global-id';
import type { EmployeeRow } from '../db/entities';
import { toDate } from '../db/instant';

/** What resolvers of a person's fields may rely on. */
export interface EmployeeSource extends Employee {
  readonly __typename: 'Employee';
  readonly employeeId: string;
  /** The organization through which the person is seen; null: through none in particular. */
  readonly organizationId: string | null;
}

export function presentEmployee(row: EmployeeRow, organizationId: string | null): EmployeeSource {
  return {
    __typename: 'Employee',
    id: globalId('Employee', row.id),
    employeeId: row.id,
    organizationId,
    name: row.name,
    email: row.email,
    registeredAt: toDate(row.registeredAt),
    version: row.version,
  };
}
