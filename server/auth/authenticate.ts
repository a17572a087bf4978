import type { Reader } from '../db/database';
import { sentence } from '../messages';
import type { Day } from '../rules';
import { looksLikeApiKey } from './api-key-format';
import { authenticateApiKey, type ApiKeyOptions } from './authenticate-api-key';
import { verifyToken, type TokenIssuer } from './tokens';
import { Unauthenticated } from './unauthenticated';
import type { Person, Viewer } from './viewer';

export interface AuthenticationOptions extends ApiKeyOptions {
  readonly issuers: readonly TokenIssuer[];
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
  if (credential === undefined) throw new Unauthenticated(sentence('access.bearer'));
  return looksLikeApiKey(credential)
    ? authenticateApiKey(options, credential, now)
    : authenticatePerson(options, credential, today);
}

/** Reloads the viewer after a transaction that may have changed the person's affiliation. */
export async function refreshViewer(reader: Reader, viewer: Viewer, today: Day): Promise<Viewer> {
  return viewer.kind === 'person' ? loadPerson(reader, viewer, today) : viewer;
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
