import { ORGANIZATION_ADMINS } from '../../schema/access';
import { allows } from '../auth/allows';
import type { ApiKeyRow } from '../db/entities';
import { toDate } from '../db/instant';
import { say } from '../messages';
import { globalId, idOf } from '../../schema/global-id';
import { refuse } from '../checks/refusal';
import type { CommandContext } from './command-context';

/**
 * The key that a command is about, locked, while it still opens something. A key of somebody else is refused
 * exactly as one that does not exist.
 */
export async function runningApiKey(step: CommandContext, given: string): Promise<ApiKeyRow> {
  const [key] = await step.transaction.rows<ApiKeyRow>(
    `SELECT * FROM api_key WHERE id = ?${step.transaction.forUpdate}`,
    [idOf('ApiKey', given)],
  );
  const path = ['input', 'apiKeyId'];
  if (key === undefined || !allows(ORGANIZATION_ADMINS, step.viewer, key)) {
    refuse('NOT_FOUND', path, say('apiKey.unknown', { id: given }));
  }
  const end = key.revokedAt ?? key.expiresAt;
  if (end !== null && end <= step.at) {
    refuse('ALREADY_ENDED', path, say('apiKey.ended', { at: toDate(end).toISOString() }));
  }
  return key;
}

export async function endApiKey(
  step: CommandContext,
  key: ApiKeyRow,
  end: Pick<ApiKeyRow, 'expiresAt'> | Pick<ApiKeyRow, 'revokedAt'>,
): Promise<void> {
  const { expiresAt, revokedAt } = { ...key, ...end };
  await step.transaction.change('UPDATE api_key SET expiresAt = ?, revokedAt = ? WHERE id = ?', [
    expiresAt,
    revokedAt,
    key.id,
  ]);
  await step.audit({
    subject: globalId('ApiKey', key.id),
    organizationId: key.organizationId,
    before: { expiresAt: key.expiresAt, revokedAt: key.revokedAt },
    after: { expiresAt, revokedAt },
  });
}
