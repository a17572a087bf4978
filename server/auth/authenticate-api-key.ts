import type { Scope } from '../../schema/access';
import type { ApiKeyRow } from '../db/entities';
import type { Reader } from '../db/database';
import { instant } from '../db/instant';
import { sentence } from '../messages';
import { isWellFormedApiKey } from './api-key-format';
import type { ApiKeyUses } from './api-key-uses';
import { hashSecret } from './secret';
import { Unauthenticated } from './unauthenticated';
import type { VerifiedApiKeys } from './verified-api-keys';
import type { Integration } from './viewer';

export interface ApiKeyOptions {
  /** Runs identical statements of concurrent requests only once. Callers often send several requests together. */
  readonly shared: Reader;
  readonly demo: boolean;
  readonly uses: Pick<ApiKeyUses, 'note'>;
  readonly verifiedKeys: VerifiedApiKeys;
  /** Called before an unknown token is verified or an unknown key is looked up. Errors that it throws propagate. */
  readonly beforeVerification?: () => void;
}

export async function authenticateApiKey(
  { shared, demo, uses, verifiedKeys, beforeVerification = () => undefined }: ApiKeyOptions,
  secret: string,
  now: Date,
): Promise<Integration> {
  if (!isWellFormedApiKey(secret)) throw new Unauthenticated(sentence('access.apiKey.unknown'));
  const hash = hashSecret(secret);
  const key = await verifiedKeys.verify(hash, beforeVerification, async () => {
    const storedKey = await findKey(shared, hash, now);
    return storedKey === undefined || (storedKey.origin === 'DEMO' && !demo) ? null : storedKey;
  });
  if (key === null) throw new Unauthenticated(sentence('access.apiKey.unknown'));
  uses.note(key, now);
  return {
    kind: 'integration',
    apiKeyId: key.id,
    organizationId: key.organizationId,
    // Only this server's commands write the column, and they write only valid scopes.
    scopes: new Set(key.scopes.split(',') as Scope[]),
  };
}

type StoredKey = Pick<ApiKeyRow, 'id' | 'organizationId' | 'scopes' | 'origin' | 'lastUsedAt'>;

async function findKey(reader: Reader, hash: string, now: Date): Promise<StoredKey | undefined> {
  const [key] = await reader.rows<StoredKey>(
    'SELECT id, organizationId, scopes, origin, lastUsedAt FROM api_key' +
      ' WHERE hash = ? AND revokedAt IS NULL AND (expiresAt IS NULL OR expiresAt > ?)',
    [hash, instant(now)],
  );
  return key;
}
