import type { ApiKeyRow } from '../db/entities';
import type { Reader } from '../db/database';
import { instant } from '../db/instant';
import { say } from '../messages';
import type { Day } from '../rules';
import type { Scope } from '../../schema/access';
import { isWellFormed, looksLikeApiKey } from './api-key';
import type { KeyUses } from './key-uses';
import type { ProvenKeys } from './proven-keys';
import { hashOf } from './secret';
import { verifyToken, type TokenIssuer } from './tokens';
import { Unauthenticated } from './unauthenticated';
import type { Person, Viewer } from './viewer';

export interface AuthenticationOptions {
  /** What many ask for alike: the same callers come again and again, several requests at once. */
  readonly shared: Reader;
  readonly issuers: readonly TokenIssuer[];
  /** Demo keys open nothing without it. */
  readonly demo: boolean;
  readonly uses: Pick<KeyUses, 'note'>;
  readonly provenKeys: ProvenKeys;
  /** Called before an unknown token is verified or an unknown key is looked up. Its errors propagate. */
  readonly beforeProof?: () => void;
}

/** Who sends a request with this Authorization header, today. */
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
    ? integration(options, credential, now)
    : person(options, credential, today);
}

/** The same viewer after a change, which may have been one of what the viewer is. */
export async function renewed(reader: Reader, viewer: Viewer, today: Day): Promise<Viewer> {
  return viewer.kind === 'person' ? personToday(reader, viewer, today) : viewer;
}

async function integration(
  { shared, demo, uses, provenKeys, beforeProof = () => undefined }: AuthenticationOptions,
  secret: string,
  now: Date,
): Promise<Viewer> {
  if (!isWellFormed(secret)) throw new Unauthenticated(say('access.apiKey.unknown'));
  const hash = hashOf(secret);
  const key = await provenKeys.prove(hash, beforeProof, async () => {
    const found = await keyWith(shared, hash, now);
    return found === undefined || (found.origin === 'DEMO' && !demo) ? null : found;
  });
  if (key === null) throw new Unauthenticated(say('access.apiKey.unknown'));
  uses.note(key, now);
  return {
    kind: 'integration',
    apiKeyId: key.id,
    organizationId: key.organizationId,
    // Only this server's own commands write the column, and they write scopes.
    scopes: new Set(key.scopes.split(',') as Scope[]),
  };
}

type FoundKey = Pick<ApiKeyRow, 'id' | 'organizationId' | 'scopes' | 'origin' | 'lastUsedAt'>;

async function keyWith(reader: Reader, hash: string, now: Date): Promise<FoundKey | undefined> {
  const [key] = await reader.rows<FoundKey>(
    'SELECT id, organizationId, scopes, origin, lastUsedAt FROM api_key' +
      ' WHERE hash = ? AND revokedAt IS NULL AND (expiresAt IS NULL OR expiresAt > ?)',
    [hash, instant(now)],
  );
  return key;
}

async function person(
  { shared, issuers, beforeProof }: AuthenticationOptions,
  token: string,
  today: Day,
): Promise<Person> {
  return personToday(shared, await verifyToken(token, issuers, beforeProof), today);
}

/** What a person is in the programme on the day: by what is stored now, not by what was when the token was made. */
async function personToday(
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
