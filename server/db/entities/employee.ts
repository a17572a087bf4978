import { EntitySchema } from 'typeorm';
import type { Instant } from '../instant';
import { instant, orNull, primaryId, text, version } from './columns';

export interface EmployeeRow {
  id: string;
  /** The `sub` claim of the person's tokens; null while nobody can sign in to the account. */
  subject: string | null;
  name: string;
  email: string | null;
  createdAt: Instant;
  version: number;
}

export const EmployeeTable = new EntitySchema<EmployeeRow>({
  name: 'employee',
  columns: {
    id: primaryId,
    subject: orNull(text(255)),
    name: text(200),
    email: orNull(text(255)),
    createdAt: instant,
    version,
  },
  indices: [{ name: 'employee_subject', columns: ['subject'], unique: true }],
});
