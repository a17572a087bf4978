import type { AuditEntry } from '../../schema/audit-entry';
import { globalId, readGlobalId, type NodeType } from '../../schema/global-id';
import type { AuditEntryRow } from '../db/entities';
import { toDate } from '../db/instant';

export function presentAuditEntry(row: AuditEntryRow): AuditEntry & { readonly __typename: 'AuditEntry' } {
  const { organizationId: _organizationId, ...shown } = row;
  return {
    __typename: 'AuditEntry',
    ...shown,
    id: globalId('AuditEntry', row.id),
    at: toDate(row.at),
    oldValue: withGlobalIds(row.oldValue, row.subject),
    newValue: withGlobalIds(row.newValue, row.subject),
  };
}

/** What is stored names others by their stored ids; whoever reads the log asks for them by those that clients see. */
function withGlobalIds(stored: string | null, subject: string): string | null {
  if (stored === null) return null;
  const own = readGlobalId(subject)?.type;
  return JSON.stringify(
    JSON.parse(stored, (name, value: unknown) => {
      const type = name === 'id' ? own : NAMED.get(name);
      return type === undefined || typeof value !== 'string' ? value : globalId(type, value);
    }),
  );
}

/** What the stored fields with an id are about, but for `id` itself. */
const NAMED: ReadonlyMap<string, NodeType> = new Map([
  ['organizationId', 'Organization'],
  ['employeeId', 'Employee'],
  ['acceptedBy', 'Employee'],
  ['membershipId', 'Membership'],
  ['creditedTo', 'Membership'],
]);
