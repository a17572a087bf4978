import { EntitySchema } from 'typeorm';
import type { Instant } from '../instant';
import { document, id, instant, orNull, paragraph, primaryId, text } from './columns';

/** A change with its actor and reason, written in the transaction of the change. */
export interface AuditEntryRow {
  id: string;
  createdAt: Instant;
  actor: string;
  command: string;
  /** The organization concerned; null for the catalogue, the calendar, and facts that belong to a person. */
  organizationId: string | null;
  /** The global id of the object that changed. */
  subject: string;
  oldValue: string | null;
  newValue: string | null;
  reason: string | null;
}

export const AuditEntryTable = new EntitySchema<AuditEntryRow>({
  name: 'audit_entry',
  columns: {
    id: primaryId,
    createdAt: instant,
    actor: text(255),
    command: text(60),
    organizationId: orNull(id),
    subject: text(120),
    oldValue: orNull(document),
    newValue: orNull(document),
    reason: orNull(paragraph),
  },
  indices: [
    { name: 'audit_entry_organization', columns: ['organizationId', 'id'] },
    { name: 'audit_entry_subject', columns: ['subject', 'id'] },
  ],
});
