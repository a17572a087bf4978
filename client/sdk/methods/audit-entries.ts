import type { Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { methodHelpers } from '../method-helpers.ts';

export function auditEntries(connection: Connection) {
  const { list, listOf } = methodHelpers(connection);
  return {
    /**
     * All changes to an organization and its data, newest first.
     *
     * For: the vendor's agents.
     */
    list: listOf(op.ListAuditEntriesDocument, ({ auditEntries }) => auditEntries),
    /**
     * All changes to one object, such as a person, a month or a catalogue version, newest first.
     *
     * For: the vendor's agents.
     */
    ofObject: (subject: string, options?: ListOptions) =>
      list(op.AuditEntriesOfObjectDocument, { subject }, options, ({ auditEntries }) => auditEntries),
  };
}
