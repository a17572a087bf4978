import { globalId, type NodeType } from '../../../schema/global-id';
import type { Parameter } from '../../db/database';
import type { CommandContext } from '../../locks/command-context';

interface About {
  readonly table: string;
  readonly type: NodeType;
  readonly organizationId: string | null;
  readonly reason?: string | null | undefined;
}

/**
 * Changes a row that the command has locked: its version counts up, and the audit log is told what was there and what
 * is there now. What would change nothing does nothing.
 */
export async function changeRow<Row extends { readonly id: string; readonly version: number }>(
  step: CommandContext,
  { table, type, organizationId, reason }: About,
  before: Row,
  change: Partial<Row>,
): Promise<void> {
  const after: Row = { ...before, ...change, version: before.version + 1 };
  const columns = Object.keys(change).filter((column) => valueOf(after, column) !== valueOf(before, column));
  if (columns.length === 0) return;
  await step.transaction.change(
    `UPDATE ${table} SET ${columns.map((column) => `\`${column}\` = ?, `).join('')}version = ? WHERE id = ?`,
    [...columns.map((column) => valueOf(after, column)), after.version, after.id],
  );
  await step.audit({ subject: globalId(type, after.id), organizationId, before, after, reason });
}

/** The fields of a row are its columns, and hold what can be bound. */
function valueOf(row: object, column: string): Parameter {
  return Reflect.get(row, column) as Parameter;
}
