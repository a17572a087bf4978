import { ORGANIZATION_ADMINS } from '../../schema/access';
import { allows } from '../auth/allows';
import type { ApiKeyRow } from '../db/entities';
import { toDate } from '../db/instant';
import { sentence } from '../messages';
import { globalId, storedIdOf } from '../../schema/global-id';
import { refuse } from '../checks/refusal';
import type { CommandContext } from './command-context';

/**
 * Locks an API key that is still valid. A key of another organization is refused exactly like one that does not exist.
 */
export async function lockedApiKey(context: CommandContext, nodeId: string): Promise<ApiKeyRow> {
  const [key] = await context.transaction.rows<ApiKeyRow>(
    `SELECT * FROM api_key WHERE id = ?${context.transaction.forUpdate}`,
    [storedIdOf('ApiKey', nodeId)],
  );
  const path = ['input', 'apiKeyId'];
  if (key === undefined || !allows(ORGANIZATION_ADMINS, context.viewer, key)) {
    refuse('NOT_FOUND', path, sentence('apiKey.unknown', { id: nodeId }));
  }
  const end = key.revokedAt ?? key.expiresAt;
  if (end !== null && end <= context.at) {
    refuse('ALREADY_ENDED', path, sentence('apiKey.ended', { at: toDate(end).toISOString() }));
  }
  return key;
}

export async function endApiKey(
  context: CommandContext,
  key: ApiKeyRow,
  end: Pick<ApiKeyRow, 'expiresAt'> | Pick<ApiKeyRow, 'revokedAt'>,
): Promise<void> {
  const { expiresAt, revokedAt } = { ...key, ...end };
  await context.transaction.change('UPDATE api_key SET expiresAt = ?, revokedAt = ? WHERE id = ?', [
    expiresAt,
    revokedAt,
    key.id,
  ]);
  await context.audit({
    subject: globalId('ApiKey', key.id),
    organizationId: key.organizationId,
    before: { expiresAt: key.expiresAt, revokedAt: key.revokedAt },
    after: { expiresAt, revokedAt },
  });
}
