import type { Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { verbsOf } from '../verbs.ts';

export function auditEntries(connection: Connection) {
  const { listOf } = verbsOf(connection);
  return {
    /**
     * Everything that was changed about an organization, newest first.
     *
     * For: the vendor's agents.
     */
    list: listOf(op.ListAuditEntriesDocument, ({ auditEntries }) => auditEntries),
  };
}
