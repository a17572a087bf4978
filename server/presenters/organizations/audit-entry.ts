import type { AuditEntry } from '../../../schema/organizations/audit-entry';
import { globalId, parseGlobalId, type NodeType } from '../../../schema/global-id';
import type { AuditEntryRow } from '../../db/entities';
import { toDate } from '../../db/instant';

export function presentAuditEntry(row: AuditEntryRow): AuditEntry & { readonly __typename: 'AuditEntry' } {
  const { organizationId: _organizationId, subject, ...fields } = row;
  return {
    __typename: 'AuditEntry',
    ...fields,
    id: globalId('AuditEntry', row.id),
    subjectId: subject,
    createdAt: toDate(row.createdAt),
    oldValue: withGlobalIds(row.oldValue, subject),
    newValue: withGlobalIds(row.newValue, subject),
  };
}

function withGlobalIds(stored: string | null, subject: string): string | null {
  if (stored === null) return null;
  const subjectType = parseGlobalId(subject)?.type;
  return JSON.stringify(
    JSON.parse(stored, (name, value: unknown) => {
      const type = name === 'id' ? subjectType : TYPES_BY_FIELD.get(name);
      return type === undefined || typeof value !== 'string' ? value : globalId(type, value);
    }),
  );
}

const TYPES_BY_FIELD: ReadonlyMap<string, NodeType> = new Map([
  ['organizationId', 'Organization'],
  ['employeeId', 'Employee'],
  ['acceptedBy', 'Employee'],
  ['membershipId', 'Membership'],
  ['creditedTo', 'Membership'],
]);
