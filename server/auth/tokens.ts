import {
  createRemoteJWKSet,
  decodeJwt,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import type { Issuer } from '../config';
import { say } from '../messages';
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
}

export interface Claims {
  readonly subject: string;
  readonly roles: ReadonlySet<VendorRole>;
}

const ROLES: Readonly<Record<string, VendorRole>> = { agent: 'AGENT', 'programme-admin': 'PROGRAMME_ADMIN' };

export function remoteIssuer({ jwksUrl, ...issuer }: Issuer): TokenIssuer {
  return { ...issuer, keys: createRemoteJWKSet(jwksUrl) };
}

/** What a token proves, once its signature, issuer, audience and times are right. */
export async function verifyToken(token: string, issuers: readonly TokenIssuer[]): Promise<Claims> {
  const from = issuerOf(token, issuers);
  const payload = await verified(token, from);
  if (payload.sub === undefined || payload.sub === '' || payload.sub.length > 200)
    throw invalid('it names no subject');
  if (payload.exp === undefined) throw invalid('it has no end');
  return { subject: payload.sub, roles: vendorRoles(payload[from.rolesClaim]) };
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
    // That the issuer's keys cannot be fetched is not the fault of whoever sent the token.
    if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) throw error;
    throw invalid(reasonOf(error));
  }
}

function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTClaimValidationFailed)
    return `its claim "${error.claim}" does not hold here`;
  if (error instanceof errors.JOSEAlgNotAllowed) return 'its algorithm is not allowed';
  return 'its signature does not hold';
}

function vendorRoles(claim: unknown): ReadonlySet<VendorRole> {
  const names = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim.map(String) : [];
  return new Set(names.flatMap((name) => ROLES[name] ?? []));
}

function invalid(reason: string): Unauthenticated {
  return new Unauthenticated(say('access.token.invalid', { reason }));
}
