import type { Transaction } from '../../db/database';
import { AuditEntryTable, type AuditEntryRow } from '../../db/entities';
import type { Instant } from '../../db/instant';
import type { AuditedChange, CommandContext } from '../../locks/command-context';

interface AuditSource {
  readonly actor: string;
  readonly at: Instant;
  readonly command: string;
  readonly newId: () => string;
}

export function auditWriter(transaction: Transaction, source: AuditSource): CommandContext['audit'] {
  return (changes) => {
    const list: readonly AuditedChange[] = Array.isArray(changes) ? changes : [changes];
    return transaction.insert(
      AuditEntryTable,
      list.map((change) => entryOf(change, source)),
    );
  };
}

function entryOf(change: AuditedChange, { actor, at, command, newId }: AuditSource): AuditEntryRow {
  return {
    id: newId(),
    createdAt: at,
    actor,
    command,
    organizationId: change.organizationId,
    subject: change.subject,
    oldValue: change.before === null ? null : JSON.stringify(change.before),
    newValue: change.after === null ? null : JSON.stringify(change.after),
    reason: change.reason ?? null,
  };
}
