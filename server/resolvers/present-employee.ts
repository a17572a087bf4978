import type { Employee } from '../../schema/employee';
import { globalId } from '../../schema/global-id';
import type { EmployeeRow } from '../db/entities';
import { toDate } from '../db/instant';

/** A person as clients see it. There are many of them, so each field is made when it is read. */
export class EmployeeSource implements Employee {
  readonly #row: EmployeeRow;
  /** The organization through which the person is seen; null: through none in particular. */
  readonly organizationId: string | null;

  constructor(row: EmployeeRow, organizationId: string | null) {
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
    return this.#row.name;
  }

  get email(): string | null {
    return this.#row.email;
  }

  get registeredAt(): Date {
    return toDate(this.#row.registeredAt);
  }

  get version(): number {
    return this.#row.version;
  }
}

export function presentEmployee(row: EmployeeRow, organizationId: string | null): EmployeeSource {
  return new EmployeeSource(row, organizationId);
}
