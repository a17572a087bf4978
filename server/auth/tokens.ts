import { decodeJwt, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { Issuer } from '../config';
import { sentence } from '../messages';
import { IssuerKeys, type IssuerKeysOptions } from './issuer-keys';
import { IssuerUnavailable } from './issuer-unavailable';
import { Unauthenticated } from './unauthenticated';
import type { VendorRole } from './viewer';

export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  readonly algorithms: readonly string[];
  readonly clockSkewSeconds: number;
  readonly rolesClaim: string;
  readonly onUnusableKey?: (error: unknown) => void;
}

export interface RemoteIssuer extends TokenIssuer {
  start(): void;
  stop(): void;
}

export interface TokenClaims {
  readonly subject: string;
  readonly roles: ReadonlySet<VendorRole>;
}

/** Leaves room for a prefix such as `person:` in the actor columns. */
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

/** Calls `beforeVerification` only if the token is not in the cache. */
export async function verifyToken(
  token: string,
  issuers: readonly TokenIssuer[],
  beforeVerification: () => void = () => undefined,
): Promise<TokenClaims> {
  const cached = findVerified(token, issuers);
  if (cached === null) beforeVerification();
  const { payload, issuer } = cached ?? (await verifyAndCache(token, issuerOf(token, issuers)));
  // An issuer may sign any JSON value. In a database query, a subject that is not a string could match other rows.
  const subject: unknown = payload.sub;
  if (typeof subject !== 'string' || subject === '' || subject.length > MAX_SUBJECT_LENGTH) {
    throw new Unauthenticated(sentence('access.token.subject.length', { max: MAX_SUBJECT_LENGTH }));
  }
  // Databases replace lone surrogates with U+FFFD, and SQLite reads a string only up to its first NUL. Without this
  // check, different subjects could share an account.
  if (!subject.isWellFormed() || subject.includes('\0'))
    throw new Unauthenticated(sentence('access.token.subject.illFormed'));
  if (payload.exp === undefined) throw new Unauthenticated(sentence('access.token.unlimited'));
  return { subject, roles: vendorRoles(payload[issuer.rolesClaim]) };
}

/** Reads the unverified issuer claim, only to choose the keys that verify the token. */
function issuerOf(token: string, issuers: readonly TokenIssuer[]): TokenIssuer {
  let claimedIssuer: string | undefined;
  try {
    claimedIssuer = decodeJwt(token).iss;
  } catch {
    throw new Unauthenticated(sentence('access.token.malformed'));
  }
  const tokenIssuer = issuers.find(({ issuer }) => issuer === claimedIssuer);
  if (tokenIssuer === undefined) throw new Unauthenticated(sentence('access.token.issuer'));
  return tokenIssuer;
}

interface VerifiedToken {
  readonly payload: JWTPayload;
  readonly issuer: TokenIssuer;
  readonly verifiedAt: number;
}

/**
 * Verified tokens are cached, because verification takes longer than a small query and callers repeat their tokens. A
 * token whose key has been withdrawn is accepted for at most this long. An expired token is never accepted.
 */
const VERIFIED_MILLISECONDS = 30_000;
const MAX_VERIFIED_TOKENS = 1000;
const verifiedTokens = new WeakMap<TokenIssuer, Map<string, VerifiedToken>>();

function findVerified(token: string, issuers: readonly TokenIssuer[]): VerifiedToken | null {
  for (const issuer of issuers) {
    const cached = verifiedTokens.get(issuer)?.get(token);
    if (cached === undefined) continue;
    const now = Date.now();
    const hasEnded = (cached.payload.exp ?? 0) * 1000 <= now;
    return hasEnded || now - cached.verifiedAt > VERIFIED_MILLISECONDS ? null : cached;
  }
  return null;
}

async function verifyAndCache(token: string, issuer: TokenIssuer): Promise<VerifiedToken> {
  const verifiedToken = { payload: await verifySignature(token, issuer), issuer, verifiedAt: Date.now() };
  const tokens = verifiedTokens.get(issuer) ?? new Map<string, VerifiedToken>();
  if (tokens.size >= MAX_VERIFIED_TOKENS) tokens.clear();
  verifiedTokens.set(issuer, tokens.set(token, verifiedToken));
  return verifiedToken;
}

async function verifySignature(token: string, issuer: TokenIssuer): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, issuer.keys, {
      issuer: issuer.issuer,
      audience: issuer.audience,
      algorithms: [...issuer.algorithms],
      clockTolerance: issuer.clockSkewSeconds,
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new Unauthenticated(sentence('access.token.expired'));
    if (TOKEN_ERRORS.some((tokenError) => error instanceof tokenError)) throw invalidToken(error);
    if (error instanceof IssuerUnavailable) throw error;
    issuer.onUnusableKey?.(error);
    throw new IssuerUnavailable(UNUSABLE_KEY_RETRY_SECONDS);
  }
}

/** A retry succeeds only after the issuer has published another key. */
const UNUSABLE_KEY_RETRY_SECONDS = 60;

/** Errors caused by the token. Other errors are caused by the issuer, such as an unusable published key. */
const TOKEN_ERRORS = [
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

function invalidToken(error: unknown): Unauthenticated {
  if (error instanceof errors.JWTClaimValidationFailed)
    return new Unauthenticated(sentence('access.token.claim', { claim: error.claim }));
  if (error instanceof errors.JOSEAlgNotAllowed)
    return new Unauthenticated(sentence('access.token.algorithm'));
  return new Unauthenticated(sentence('access.token.signature'));
}

function vendorRoles(claim: unknown): ReadonlySet<VendorRole> {
  const names: readonly unknown[] =
    typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
  return new Set(names.flatMap((name) => ROLES.get(name) ?? []));
}
