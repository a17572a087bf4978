import { hkdfSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { PlainError } from '../messages/plain-error';
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
  const stored = await read(file);
  if (stored !== null) return stored;
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  await mkdir(folder, { recursive: true });
  try {
    // Another server may have begun at the same time; the first to write is the one whose key is used.
    await writeFile(file, JSON.stringify(jwk), { mode: 0o600, flag: 'wx' });
    return jwk;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
    return (await read(file)) ?? jwk;
  }
}

async function read(file: string): Promise<JWK | null> {
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
    throw new PlainError(
      `The key of the demonstration in ${file} is damaged. Remove the file to get a new one.`,
    );
  }
}
