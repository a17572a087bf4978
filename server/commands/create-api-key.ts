import type { CreateApiKeyInput } from '../../schema/create-api-key';
import { hintOf, makeApiKey } from '../auth/api-key';
import { hashOf } from '../auth/secret';
import { ApiKeyTable, type ApiKeyRow } from '../db/entities';
import { instant } from '../db/instant';
import { say } from '../messages';
import { globalId } from '../../schema/global-id';
import { checkText, invalid } from '../checks/text';
import { lockedOrganization } from '../locks/organization';
import { refuseAll } from '../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from './run-command';
import type { CommandContext } from '../locks/command-context';

export interface ApiKeyCreated {
  readonly apiKeyId: string;
}

/** A program of an organization gets a key. The secret is the caller's alone: only its hash is stored. */
export async function createApiKey(
  call: CommandCall,
  input: CreateApiKeyInput,
): Promise<{ readonly outcome: CommandOutcome<ApiKeyCreated>; readonly secret: string }> {
  const secret = makeApiKey();
  const outcome = await runCommand(call, 'createApiKey', input, async (step) => {
    const { expiresAt = null } = input;
    refuseAll([
      checkText(['input', 'name'], say('apiKey.name'), input.name, { most: 100 }),
      input.scopes.length > 0 ? null : invalid(['input', 'scopes'], say('apiKey.scopes.none')),
      expiresAt === null || expiresAt > step.now
        ? null
        : invalid(['input', 'expiresAt'], say('apiKey.expiry.past', { at: expiresAt.toISOString() })),
    ]);
    const { id: organizationId } = await lockedOrganization(step, input.organizationId);
    const key = await storeApiKey(step, secret, {
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

/** Stores a key and its audit entry, which never sees the secret or its hash. */
export async function storeApiKey(
  step: CommandContext,
  secret: string,
  given: Pick<ApiKeyRow, 'organizationId' | 'name' | 'scopes' | 'origin' | 'ownEnd'>,
): Promise<ApiKeyRow> {
  const { organizationId, name, scopes, origin, ownEnd } = given;
  const key: ApiKeyRow = {
    id: step.newId(),
    organizationId,
    name,
    hint: hintOf(secret),
    hash: hashOf(secret),
    scopes,
    origin,
    createdAt: step.at,
    createdBy: step.actor,
    expiresAt: ownEnd,
    ownEnd,
    lastUsedAt: null,
    revokedAt: null,
  };
  await step.transaction.insert(ApiKeyTable, key);
  const { hash: _hash, ...shown } = key;
  await step.audit({
    subject: globalId('ApiKey', key.id),
    organizationId: key.organizationId,
    before: null,
    after: shown,
  });
  return key;
}
