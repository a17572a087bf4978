import { idOf } from '../../schema/global-id';
import type { OrganizationRow } from '../db/entities';
import { say } from '../messages';
import { refuse } from './refusal';
import type { Step } from './run-command';

/**
 * The organization that a command is about. Its row is the lock for everything that belongs to it: two commands on
 * one organization come one after the other.
 */
export async function lockedOrganization(
  step: Step,
  given: string,
  path: readonly string[] = ['input', 'organizationId'],
): Promise<OrganizationRow> {
  const [organization] = await step.transaction.rows<OrganizationRow>(
    `SELECT * FROM organization WHERE id = ?${step.transaction.forUpdate}`,
    [idOf('Organization', given)],
  );
  if (organization === undefined) refuse('NOT_FOUND', path, say('organization.unknown', { id: given }));
  return organization;
}
