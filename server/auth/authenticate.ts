import type { ApiKeyRow } from '../db/entities';
import type { Reader } from '../db/database';
import { instant } from '../db/instant';
import { say } from '../messages';
import type { Day } from '../rules';
import type { Scope } from '../../schema/access';
import { isWellFormedApiKey, looksLikeApiKey } from './api-key';
import type { ApiKeyUses } from './api-key-uses';
import type { VerifiedApiKeys } from './verified-api-keys';
import { hashSecret } from './secret';
import { verifyToken, type TokenIssuer } from './tokens';
import { Unauthenticated } from './unauthenticated';
import type { Person, Viewer } from './viewer';

export interface AuthenticationOptions {
  /** Runs identical statements of concurrent requests only once. Callers often send several requests together. */
  readonly shared: Reader;
  readonly issuers: readonly TokenIssuer[];
  readonly demo: boolean;
  readonly uses: Pick<ApiKeyUses, 'note'>;
  readonly verifiedKeys: VerifiedApiKeys;
  /** Called before an unknown token is verified or an unknown key is looked up. Errors that it throws propagate. */
  readonly beforeVerification?: () => void;
}

/** Throws Unauthenticated or IssuerUnavailable. */
export async function authenticate(
  options: AuthenticationOptions,
  authorization: string | undefined,
  now: Date,
  today: Day,
): Promise<Viewer> {
  if (authorization === undefined) return { kind: 'anonymous' };
  const credential = /^Bearer +([^\s]+)$/i.exec(authorization)?.[1];
  if (credential === undefined) throw new Unauthenticated(say('access.bearer'));
  return looksLikeApiKey(credential)
    ? authenticateIntegration(options, credential, now)
    : authenticatePerson(options, credential, today);
}

/** Reloads the viewer after a transaction that may have changed the person's affiliation. */
export async function refreshViewer(reader: Reader, viewer: Viewer, today: Day): Promise<Viewer> {
  return viewer.kind === 'person' ? loadPerson(reader, viewer, today) : viewer;
}

async function authenticateIntegration(
  { shared, demo, uses, verifiedKeys, beforeVerification = () => undefined }: AuthenticationOptions,
  secret: string,
  now: Date,
): Promise<Viewer> {
  if (!isWellFormedApiKey(secret)) throw new Unauthenticated(say('access.apiKey.unknown'));
  const hash = hashSecret(secret);
  const key = await verifiedKeys.verify(hash, beforeVerification, async () => {
    const storedKey = await findKey(shared, hash, now);
    return storedKey === undefined || (storedKey.origin === 'DEMO' && !demo) ? null : storedKey;
  });
  if (key === null) throw new Unauthenticated(say('access.apiKey.unknown'));
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

async function authenticatePerson(
  { shared, issuers, beforeVerification }: AuthenticationOptions,
  token: string,
  today: Day,
): Promise<Person> {
  return loadPerson(shared, await verifyToken(token, issuers, beforeVerification), today);
}

async function loadPerson(
  reader: Reader,
  { subject, roles }: Pick<Person, 'subject' | 'roles'>,
  today: Day,
): Promise<Person> {
  const [row] = await reader.rows<{ id: string; organizationId: string | null; role: string | null }>(
    'SELECT e.id, a.organizationId, a.role FROM employee e LEFT JOIN affiliation a' +
      ' ON a.employeeId = e.id AND a.fromDay <= ? AND (a.untilDay IS NULL OR a.untilDay > ?)' +
      ' WHERE e.subject = ?',
    [today, today, subject],
  );
  if (row === undefined) return { kind: 'person', subject, roles, employee: null };
  const affiliation =
    row.organizationId === null
      ? null
      : { organizationId: row.organizationId, isAdmin: row.role === 'ADMIN' };
  return { kind: 'person', subject, roles, employee: { id: row.id, affiliation } };
}
