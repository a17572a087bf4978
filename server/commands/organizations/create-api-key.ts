import type { CreateApiKeyInput } from '../../../schema/organizations/create-api-key';
import { apiKeyHint, makeApiKey } from '../../auth/api-key-format';
import { hashSecret } from '../../auth/secret';
import { ApiKeyTable, type ApiKeyRow } from '../../db/entities';
import { instant } from '../../db/instant';
import { sentence } from '../../messages';
import { globalId } from '../../../schema/global-id';
import { checkText, invalidRefusal } from '../../checks/text';
import { lockedOrganization } from '../../locks/organization';
import { refuseAll } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';
import type { CommandContext } from '../../locks/command-context';

export interface ApiKeyCreated {
  readonly apiKeyId: string;
}

/** Only the hash of the secret is stored. */
export async function createApiKey(
  call: CommandCall,
  input: CreateApiKeyInput,
): Promise<{ readonly outcome: CommandOutcome<ApiKeyCreated>; readonly secret: string }> {
  const secret = makeApiKey();
  const outcome = await runCommand(call, 'createApiKey', input, async (context) => {
    const { expiresAt = null } = input;
    refuseAll([
      checkText(['input', 'name'], input.name, { maxLength: 100 }),
      input.scopes.length > 0 ? null : invalidRefusal(['input', 'scopes'], sentence('apiKey.scopes.none')),
      expiresAt === null || expiresAt > context.now
        ? null
        : invalidRefusal(
            ['input', 'expiresAt'],
            sentence('apiKey.expiry.past', { at: expiresAt.toISOString() }),
          ),
    ]);
    const { id: organizationId } = await lockedOrganization(context, input.organizationId);
    const key = await storeApiKey(context, secret, {
      organizationId,
      name: input.name,
      scopes: [...new Set(input.scopes)].join(','),
      origin: 'ISSUED',
      ownEnd: expiresAt === null ? null : instant(expiresAt),
    });
    return { apiKeyId: key.id };
  });
  return { outcome, secret };
}

/** The audit entry contains neither the secret nor its hash. */
export async function storeApiKey(
  context: CommandContext,
  secret: string,
  content: Pick<ApiKeyRow, 'organizationId' | 'name' | 'scopes' | 'origin' | 'ownEnd'>,
): Promise<ApiKeyRow> {
  const { organizationId, name, scopes, origin, ownEnd } = content;
  const key: ApiKeyRow = {
    id: context.newId(),
    organizationId,
    name,
    hint: apiKeyHint(secret),
    hash: hashSecret(secret),
    scopes,
    origin,
    createdAt: context.at,
    createdBy: context.actor,
    expiresAt: ownEnd,
    ownEnd,
    lastUsedAt: null,
    revokedAt: null,
  };
  await context.transaction.insert(ApiKeyTable, key);
  const { hash: _hash, ...audited } = key;
  await context.audit({
    subject: globalId('ApiKey', key.id),
    organizationId: key.organizationId,
    before: null,
    after: audited,
  });
  return key;
}
