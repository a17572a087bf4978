import { globalId } from '../../../schema/global-id';
import { AffiliationTable, type AffiliationRow } from '../../db/entities';
import type { Day } from '../../rules';
import type { CommandContext } from '../../locks/command-context';

/** All affiliations of a person, oldest first. The caller holds the lock on the person's row. */
export function affiliationsOf(
  { transaction }: CommandContext,
  employeeId: string,
): Promise<AffiliationRow[]> {
  return transaction.rows<AffiliationRow>(
    'SELECT * FROM affiliation WHERE employeeId = ? ORDER BY fromDay, id',
    [employeeId],
  );
}

export async function storeAffiliation(
  context: CommandContext,
  content: Pick<AffiliationRow, 'employeeId' | 'organizationId' | 'role' | 'fromDay' | 'untilDay'>,
  reason?: string | null,
): Promise<AffiliationRow> {
  const affiliation: AffiliationRow = {
    ...content,
    id: context.newId(),
    openFor: content.untilDay === null ? content.employeeId : null,
    version: 1,
  };
  await context.transaction.insert(AffiliationTable, affiliation);
  await auditAffiliation(context, null, affiliation, reason);
  return affiliation;
}

/** Does nothing if neither the end nor the role changes. An end is never removed. */
export async function changeAffiliation(
  context: CommandContext,
  before: AffiliationRow,
  change: { readonly untilDay: Day } | { readonly role: AffiliationRow['role'] },
  reason?: string | null,
): Promise<void> {
  const changed = { ...before, ...change, version: before.version + 1 };
  if (changed.role === before.role && changed.untilDay === before.untilDay) return;
  const after = { ...changed, openFor: changed.untilDay === null ? changed.employeeId : null };
  await context.transaction.change(
    'UPDATE affiliation SET role = ?, untilDay = ?, openFor = ?, version = ? WHERE id = ?',
    [after.role, after.untilDay, after.openFor, after.version, after.id],
  );
  await auditAffiliation(context, before, after, reason);
}

function auditAffiliation(
  context: CommandContext,
  before: AffiliationRow | null,
  after: AffiliationRow,
  reason: string | null | undefined,
): Promise<void> {
  context.markOrganizations([after.organizationId]);
  return context.audit({
    subject: globalId('Affiliation', after.id),
    organizationId: after.organizationId,
    before: before && auditedFields(before),
    after: auditedFields(after),
    reason,
  });
}

/** `openFor` is left out: it follows from `untilDay`. */
function auditedFields({ openFor: _openFor, ...affiliation }: AffiliationRow): object {
  return affiliation;
}
