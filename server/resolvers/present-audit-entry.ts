import type { AuditEntry } from '../../schema/audit-entry';
import { globalId } from '../../schema/global-id';
import type { AuditEntryRow } from '../db/entities';
import { toDate } from '../db/instant';

export function presentAuditEntry(row: AuditEntryRow): AuditEntry & { readonly __typename: 'AuditEntry' } {
  const { organizationId: _organizationId, ...shown } = row;
  return { __typename: 'AuditEntry', ...shown, id: globalId('AuditEntry', row.id), at: toDate(row.at) };
}
