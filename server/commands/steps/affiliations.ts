import { globalId } from '../../../schema/global-id';
import { AffiliationTable, type AffiliationRow } from '../../db/entities';
import type { Day } from '../../rules';
import type { CommandContext } from '../../locks/command-context';

/** All affiliations of a person whose row the command has locked, in their order. */
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
  step: CommandContext,
  given: Pick<AffiliationRow, 'employeeId' | 'organizationId' | 'role' | 'fromDay' | 'untilDay'>,
  reason?: string | null,
): Promise<AffiliationRow> {
  const affiliation: AffiliationRow = {
    ...given,
    id: step.newId(),
    openFor: given.untilDay === null ? given.employeeId : null,
    version: 1,
  };
  await step.transaction.insert(AffiliationTable, affiliation);
  await auditAffiliation(step, null, affiliation, reason);
  return affiliation;
}

/** What changes of an affiliation; an end is there for good. What would change nothing does nothing. */
export async function changeAffiliation(
  step: CommandContext,
  before: AffiliationRow,
  change: { readonly untilDay: Day } | { readonly role: AffiliationRow['role'] },
  reason?: string | null,
): Promise<void> {
  const changed = { ...before, ...change, version: before.version + 1 };
  if (changed.role === before.role && changed.untilDay === before.untilDay) return;
  const after = { ...changed, openFor: changed.untilDay === null ? changed.employeeId : null };
  await step.transaction.change(
    'UPDATE affiliation SET role = ?, untilDay = ?, openFor = ?, version = ? WHERE id = ?',
    [after.role, after.untilDay, after.openFor, after.version, after.id],
  );
  await auditAffiliation(step, before, after, reason);
}

function auditAffiliation(
  step: CommandContext,
  before: AffiliationRow | null,
  after: AffiliationRow,
  reason: string | null | undefined,
): Promise<void> {
  step.concern([after.organizationId]);
  return step.audit({
    subject: globalId('Affiliation', after.id),
    organizationId: after.organizationId,
    before: before && shown(before),
    after: shown(after),
    reason,
  });
}

/** Whether it is open is said by its end. */
function shown({ openFor: _openFor, ...affiliation }: AffiliationRow): object {
  return affiliation;
}
