import { hkdfSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { makeApiKey } from './api-key';
import type { TokenIssuer } from './tokens';

const ISSUER = 'urn:laurel:demo';
const AUDIENCE = 'laurel';
const ALGORITHM = 'ES256';

/** Signs tokens for a demonstration, with a key of its own that stays in the demo's folder. */
export interface DemoIssuer extends TokenIssuer {
  sign(subject: string, roles: readonly string[]): Promise<string>;
  /** The same at every start, and another one in every folder. */
  readonly apiKey: string;
}

export async function demoIssuer(folder: string): Promise<DemoIssuer> {
  const jwk = await keyIn(folder);
  const { d: secret, ...open } = jwk;
  const signing = await importJWK(jwk, ALGORITHM);
  const verifying = await importJWK(open, ALGORITHM);
  return {
    issuer: ISSUER,
    audience: AUDIENCE,
    algorithms: [ALGORITHM],
    clockSkewSeconds: 0,
    rolesClaim: 'roles',
    keys: () => verifying,
    sign: (subject, roles) =>
      new SignJWT({ roles: [...roles] })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime('30d')
        .sign(signing),
    apiKey: makeApiKey(Buffer.from(hkdfSync('sha256', secret ?? '', '', 'demo api key', 256))),
  };
}

async function keyIn(folder: string): Promise<JWK> {
  const file = join(folder, 'demo-key.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as JWK;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
  }
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(jwk), { mode: 0o600 });
  return jwk;
}
