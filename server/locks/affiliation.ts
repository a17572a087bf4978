import type { Access } from '../../schema/access';
import { storedIdOf } from '../../schema/global-id';
import { allows } from '../auth/allows';
import type { AffiliationRow } from '../db/entities';
import { sentence } from '../messages';
import { lockEmployee } from './employee';
import { refuse } from '../checks/refusal';
import type { CommandContext } from './command-context';

/**
 * Locks the affiliation's person and reads the affiliation. An affiliation that the caller may not change is refused
 * exactly like one that does not exist, after the same number of statements.
 */
export async function lockedAffiliation(
  context: CommandContext,
  nodeId: string,
  access: Access,
): Promise<AffiliationRow> {
  const id = storedIdOf('Affiliation', nodeId);
  const read = () => context.transaction.rows<AffiliationRow>('SELECT * FROM affiliation WHERE id = ?', [id]);
  const [unlocked] = await read();
  await lockEmployee(context, unlocked?.employeeId ?? null);
  // Read again under the lock. The lock is the right one, because an affiliation never passes to another person.
  const [affiliation] = await read();
  if (affiliation === undefined || !allows(access, context.viewer, affiliation)) {
    refuse('NOT_FOUND', ['input', 'affiliationId'], sentence('affiliation.unknown', { id: nodeId }));
  }
  return affiliation;
}

export function refuseEnded({ today }: CommandContext, { untilDay }: AffiliationRow): void {
  if (untilDay === null || untilDay > today) return;
  refuse('ALREADY_ENDED', ['input', 'affiliationId'], sentence('affiliation.ended', { until: untilDay }));
}
