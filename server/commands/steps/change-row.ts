import { globalId, type NodeType } from '../../../schema/global-id';
import type { Parameter } from '../../db/database';
import type { CommandContext } from '../../locks/command-context';

interface RowIdentity {
  readonly table: string;
  readonly type: NodeType;
  readonly organizationId: string | null;
  readonly reason?: string | null | undefined;
}

/**
 * Updates the changed columns of a locked row, increments its version and writes an audit entry. Does nothing if no
 * column has changed.
 */
export async function changeRow<Row extends { readonly id: string; readonly version: number }>(
  context: CommandContext,
  { table, type, organizationId, reason }: RowIdentity,
  before: Row,
  change: Partial<Row>,
): Promise<void> {
  const after: Row = { ...before, ...change, version: before.version + 1 };
  const columns = Object.keys(change).filter((column) => valueOf(after, column) !== valueOf(before, column));
  if (columns.length === 0) return;
  await context.transaction.change(
    `UPDATE ${table} SET ${columns.map((column) => `\`${column}\` = ?, `).join('')}version = ? WHERE id = ?`,
    [...columns.map((column) => valueOf(after, column)), after.version, after.id],
  );
  await context.audit({ subject: globalId(type, after.id), organizationId, before, after, reason });
}

/** Every field of a row is a column and holds a bindable value. */
function valueOf(row: object, column: string): Parameter {
  return Reflect.get(row, column) as Parameter;
}
