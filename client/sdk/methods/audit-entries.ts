import type { Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { verbsOf } from '../verbs.ts';

export function auditEntries(connection: Connection) {
  const { list, listOf } = verbsOf(connection);
  return {
    /**
     * Everything that was changed about an organization, newest first.
     *
     * For: the vendor's agents.
     */
    list: listOf(op.ListAuditEntriesDocument, ({ auditEntries }) => auditEntries),
    /**
     * Everything that was changed about one object, newest first: also about a person, a month or the catalogue.
     *
     * For: the vendor's agents.
     */
    ofObject: (subject: string, options?: ListOptions) =>
      list(op.AuditEntriesOfObjectDocument, { subject }, options, ({ auditEntries }) => auditEntries),
  };
}
