import { ORGANIZATION_ADMINS } from '../../schema/access';
import { storedIdOf } from '../../schema/global-id';
import { allows } from '../auth/allows';
import type { MembershipRow } from '../db/entities';
import { sentence } from '../messages';
import { lockOrganization } from './organization';
import { refuse } from '../checks/refusal';
import type { CommandContext } from './command-context';

/**
 * Locks the organization of a term and reads all its terms. A term of another organization is refused exactly like one
 * that does not exist, after the same number of statements.
 */
export async function lockedMembership(
  context: CommandContext,
  nodeId: string,
): Promise<{ readonly term: MembershipRow; readonly terms: readonly MembershipRow[] }> {
  const id = storedIdOf('Membership', nodeId);
  const [unlocked] = await context.transaction.rows<Pick<MembershipRow, 'organizationId'>>(
    'SELECT organizationId FROM membership WHERE id = ?',
    [id],
  );
  const organizationId = unlocked?.organizationId ?? null;
  await lockOrganization(context, organizationId);
  // Read under the lock. The lock is the right one, because a term never moves to another organization.
  const terms = await termsOf(context, organizationId);
  const term = terms.find((candidate) => candidate.id === id);
  if (term === undefined || !allows(ORGANIZATION_ADMINS, context.viewer, term)) {
    refuse('NOT_FOUND', ['input', 'membershipId'], sentence('membership.unknown', { id: nodeId }));
  }
  return { term, terms };
}

export function termsOf(
  { transaction }: CommandContext,
  organizationId: string | null,
): Promise<MembershipRow[]> {
  return transaction.rows<MembershipRow>(
    'SELECT * FROM membership WHERE organizationId = ? ORDER BY fromDay, id',
    [organizationId],
  );
}
