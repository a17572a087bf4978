import type { Access } from '../../schema/access';
import { idOf } from '../../schema/global-id';
import { allows } from '../auth/allows';
import type { AffiliationRow } from '../db/entities';
import { say } from '../messages';
import { lockEmployee } from './employee';
import { refuse } from '../checks/refusal';
import type { CommandContext } from './command-context';

/**
 * The affiliation that a command is about, with its person locked. One that the caller may not change is refused
 * exactly as one that does not exist, after as many statements.
 */
export async function lockedAffiliation(
  step: CommandContext,
  given: string,
  access: Access,
): Promise<AffiliationRow> {
  const id = idOf('Affiliation', given);
  const find = () => step.transaction.rows<AffiliationRow>('SELECT * FROM affiliation WHERE id = ?', [id]);
  const [seen] = await find();
  await lockEmployee(step, seen?.employeeId ?? null);
  // Only now does it stay as it is; whose it is never changes.
  const [affiliation] = await find();
  if (affiliation === undefined || !allows(access, step.viewer, affiliation)) {
    refuse('NOT_FOUND', ['input', 'affiliationId'], say('affiliation.unknown', { id: given }));
  }
  return affiliation;
}

/** Refuses what has ended, by the end of yesterday or before. */
export function mustNotHaveEnded({ today }: CommandContext, { untilDay }: AffiliationRow): void {
  if (untilDay === null || untilDay > today) return;
  refuse('ALREADY_ENDED', ['input', 'affiliationId'], say('affiliation.ended', { until: untilDay }));
}
