import { ORGANIZATION_ADMINS } from '../../schema/access';
import { idOf } from '../../schema/global-id';
import { allows } from '../auth/allows';
import type { MembershipRow } from '../db/entities';
import { say } from '../messages';
import { lockOrganization } from './organization';
import { refuse } from '../checks/refusal';
import type { CommandContext } from './command-context';

/**
 * The term that a command is about, among all terms of its organization, which is locked. One of another organization
 * is refused exactly as one that does not exist, after as many statements.
 */
export async function lockedMembership(
  step: CommandContext,
  given: string,
): Promise<{ readonly term: MembershipRow; readonly terms: readonly MembershipRow[] }> {
  const id = idOf('Membership', given);
  const [seen] = await step.transaction.rows<Pick<MembershipRow, 'organizationId'>>(
    'SELECT organizationId FROM membership WHERE id = ?',
    [id],
  );
  const organizationId = seen?.organizationId ?? null;
  await lockOrganization(step, organizationId);
  // Only now do they stay as they are; whose they are never changes.
  const terms = await termsOf(step, organizationId);
  const term = terms.find((one) => one.id === id);
  if (term === undefined || !allows(ORGANIZATION_ADMINS, step.viewer, term)) {
    refuse('NOT_FOUND', ['input', 'membershipId'], say('membership.unknown', { id: given }));
  }
  return { term, terms };
}

/** All terms of an organization, as they are stored. */
export function termsOf(
  { transaction }: CommandContext,
  organizationId: string | null,
): Promise<MembershipRow[]> {
  return transaction.rows<MembershipRow>(
    'SELECT * FROM membership WHERE organizationId = ? ORDER BY startsOn, id',
    [organizationId],
  );
}
