import type { Employee } from '../../schema/employee';
import { globalId } from '../../schema/global-id';
import { toDate } from '../db/instant';
import { shown, type ReadEmployee } from '../request/columns';

/** A person as clients see it. There are many of them, so each field is made when it is read. */
export class EmployeeSource implements Employee {
  readonly #row: ReadEmployee;
  /** The organization through which the person is seen; null: through none in particular. */
  readonly organizationId: string | null;

  constructor(row: ReadEmployee, organizationId: string | null) {
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
    return shown(this.#row.name);
  }

  get email(): string | null {
    return shown(this.#row.email);
  }

  get registeredAt(): Date {
    return toDate(shown(this.#row.registeredAt));
  }

  get version(): number {
    return shown(this.#row.version);
  }
}

export function presentEmployee(row: ReadEmployee, organizationId: string | null): EmployeeSource {
  return new EmployeeSource(row, organizationId);
}
