import { decodeJwt, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { Issuer } from '../config';
import { say } from '../messages';
import { IssuerKeys, type IssuerKeysOptions } from './issuer-keys';
import { IssuerUnavailable } from './issuer-unavailable';
import { Unauthenticated } from './unauthenticated';
import type { VendorRole } from './viewer';

/** Somebody who signs tokens that this server accepts. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  readonly algorithms: readonly string[];
  readonly clockSkewSeconds: number;
  readonly rolesClaim: string;
  readonly onUnusableKey?: (error: unknown) => void;
}

/** An issuer whose keys are fetched from its address between start and stop. */
export interface RemoteIssuer extends TokenIssuer {
  start(): void;
  stop(): void;
}

export interface Claims {
  readonly subject: string;
  readonly roles: ReadonlySet<VendorRole>;
}

/** As long as its column allows with what is put before it. */
export const MAX_SUBJECT_LENGTH = 200;

const ROLES: ReadonlyMap<unknown, VendorRole> = new Map([
  ['agent', 'AGENT'],
  ['programme-admin', 'PROGRAMME_ADMIN'],
]);

export function remoteIssuer(
  { jwksUrl, ...issuer }: Issuer,
  events: Omit<IssuerKeysOptions, 'url'>,
): RemoteIssuer {
  const keys = new IssuerKeys({ url: jwksUrl, ...events });
  return {
    ...issuer,
    keys: keys.find,
    onUnusableKey: (error) => keys.reportUnusableKey(error),
    start: () => keys.start(),
    stop: () => keys.stop(),
  };
}

/**
 * Verifies the signature, issuer, audience and times of a token and returns its claims. Calls `beforeProof` unless the
 * token is in the cache of verified tokens.
 */
export async function verifyToken(
  token: string,
  issuers: readonly TokenIssuer[],
  beforeProof: () => void = () => undefined,
): Promise<Claims> {
  const known = provenBefore(token, issuers);
  if (known === null) beforeProof();
  const { payload, from } = known ?? (await prove(token, issuerOf(token, issuers)));
  // An issuer may sign anything; a subject that is no text would match other things in a database.
  const subject: unknown = payload.sub;
  if (typeof subject !== 'string' || subject === '' || subject.length > MAX_SUBJECT_LENGTH) {
    throw invalid('it names no subject');
  }
  // Databases store U+FFFD for half of a surrogate pair, and SQLite reads a text back up to its first NUL: the accounts
  // of several such subjects would be one.
  if (!subject.isWellFormed() || subject.includes('\0')) throw invalid('its subject is not well-formed text');
  if (payload.exp === undefined) throw invalid('it has no end');
  return { subject, roles: vendorRoles(payload[from.rolesClaim]) };
}

/** The claim is read before it is proved, only to choose whose keys must prove it. */
function issuerOf(token: string, issuers: readonly TokenIssuer[]): TokenIssuer {
  let claimed: string | undefined;
  try {
    claimed = decodeJwt(token).iss;
  } catch {
    throw invalid('it is not a JSON web token');
  }
  const found = issuers.find(({ issuer }) => issuer === claimed);
  if (found === undefined) throw invalid('its issuer is not known here');
  return found;
}

interface Proven {
  readonly payload: JWTPayload;
  readonly from: TokenIssuer;
  readonly at: number;
}

/**
 * A signature takes longer to check than a small query to answer, and callers send the same token again and again. So
 * what was proved holds for a while, if the token does not end before: a key that its issuer withdraws opens nothing
 * half a minute after we know of that.
 */
const PROVEN_MILLISECONDS = 30_000;
const MAX_PROVEN = 1000;
const proven = new WeakMap<TokenIssuer, Map<string, Proven>>();

function provenBefore(token: string, issuers: readonly TokenIssuer[]): Proven | null {
  for (const issuer of issuers) {
    const found = proven.get(issuer)?.get(token);
    if (found === undefined) continue;
    const now = Date.now();
    const hasEnded = (found.payload.exp ?? 0) * 1000 <= now;
    return hasEnded || now - found.at > PROVEN_MILLISECONDS ? null : found;
  }
  return null;
}

async function prove(token: string, from: TokenIssuer): Promise<Proven> {
  const proof = { payload: await verified(token, from), from, at: Date.now() };
  const tokens = proven.get(from) ?? new Map<string, Proven>();
  if (tokens.size >= MAX_PROVEN) tokens.clear();
  proven.set(from, tokens.set(token, proof));
  return proof;
}

async function verified(token: string, from: TokenIssuer): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, from.keys, {
      issuer: from.issuer,
      audience: from.audience,
      algorithms: [...from.algorithms],
      clockTolerance: from.clockSkewSeconds,
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new Unauthenticated(say('access.token.expired'));
    if (FAULTS_OF_TOKENS.some((fault) => error instanceof fault)) throw invalid(reasonOf(error));
    if (error instanceof IssuerUnavailable) throw error;
    from.onUnusableKey?.(error);
    throw new IssuerUnavailable(UNUSABLE_KEY_RETRY_SECONDS);
  }
}

/** The issuer has to publish another key first. */
const UNUSABLE_KEY_RETRY_SECONDS = 60;

/** Any other error is the fault of the issuer, such as a published key that cannot be used. */
const FAULTS_OF_TOKENS = [
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTClaimValidationFailed)
    return `its claim "${error.claim}" does not hold here`;
  if (error instanceof errors.JOSEAlgNotAllowed) return 'its algorithm is not allowed';
  return 'its signature does not hold';
}

function vendorRoles(claim: unknown): ReadonlySet<VendorRole> {
  const names: readonly unknown[] =
    typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
  return new Set(names.flatMap((name) => ROLES.get(name) ?? []));
}

function invalid(reason: string): Unauthenticated {
  return new Unauthenticated(say('access.token.invalid', { reason }));
}
