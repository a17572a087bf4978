import type { Employee } from '../../../schema/people/employee';
import { globalId } from '../../../schema/global-id';
import { toDate } from '../../db/instant';
import { requireColumn, type ListedEmployee } from '../../request/columns';

/** Lists can be long, so fields are computed only when they are read. */
export class EmployeeSource implements Employee {
  readonly #row: ListedEmployee;
  /** The organization whose view of the person is shown, or null. */
  readonly organizationId: string | null;

  constructor(row: ListedEmployee, organizationId: string | null) {
    this.#row = row;
    this.organizationId = organizationId;
  }

  get __typename() {
    return 'Employee' as const;
  }

  get employeeId(): string {
    return this.#row.id;
  }

  get id(): string {
    return globalId('Employee', this.#row.id);
  }

  get name(): string {
    return requireColumn(this.#row.name);
  }

  get email(): string | null {
    return requireColumn(this.#row.email);
  }

  get createdAt(): Date {
    return toDate(requireColumn(this.#row.createdAt));
  }

  get version(): number {
    return requireColumn(this.#row.version);
  }
}

export function presentEmployee(row: ListedEmployee, organizationId: string | null): EmployeeSource {
  return new EmployeeSource(row, organizationId);
}
