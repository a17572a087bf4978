import { hkdfSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { PlainError } from '../messages/plain-error';
import { makeApiKey } from './api-key-format';
import type { TokenIssuer } from './tokens';

const ISSUER = 'urn:laurel:demo';
const AUDIENCE = 'laurel';
const ALGORITHM = 'ES256';

/** Signs tokens with a key that is stored in the folder of the demonstration. */
export interface DemoIssuer extends TokenIssuer {
  sign(subject: string, roles: readonly string[]): Promise<string>;
  /** Derived from the signing key, so it is stable across restarts and different in every folder. */
  readonly apiKey: string;
}

export async function demoIssuer(folder: string): Promise<DemoIssuer> {
  const jwk = await loadOrCreateKey(folder);
  const { d: secret, ...publicJwk } = jwk;
  const privateKey = await importJWK(jwk, ALGORITHM);
  const publicKey = await importJWK(publicJwk, ALGORITHM);
  return {
    issuer: ISSUER,
    audience: AUDIENCE,
    algorithms: [ALGORITHM],
    clockSkewSeconds: 0,
    rolesClaim: 'roles',
    keys: () => publicKey,
    sign: (subject, roles) =>
      new SignJWT({ roles: [...roles] })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime('30d')
        .sign(privateKey),
    apiKey: makeApiKey(Buffer.from(hkdfSync('sha256', secret ?? '', '', 'demo api key', 256))),
  };
}

async function loadOrCreateKey(folder: string): Promise<JWK> {
  const file = join(folder, 'demo-key.json');
  const stored = await readKey(file);
  if (stored !== null) return stored;
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  await mkdir(folder, { recursive: true });
  try {
    // `wx` fails if another server has created the file in the meantime. This server then uses the key in that file.
    await writeFile(file, JSON.stringify(jwk), { mode: 0o600, flag: 'wx' });
    return jwk;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
    return (await readKey(file)) ?? jwk;
  }
}

async function readKey(file: string): Promise<JWK | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return JSON.parse(text) as JWK;
  } catch {
    throw new PlainError(`The demonstration key in ${file} is damaged. Remove the file to create a new key.`);
  }
}
