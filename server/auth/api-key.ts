import { isSecret, makeSecret } from './secret';

const PREFIX = 'lrl_';

export function makeApiKey(entropy?: Buffer): string {
  return makeSecret(PREFIX, entropy);
}

export function looksLikeApiKey(text: string): boolean {
  return text.startsWith(PREFIX);
}

export function isWellFormed(secret: string): boolean {
  return isSecret(PREFIX, secret);
}

export function hintOf(secret: string): string {
  return secret.slice(0, PREFIX.length + 4);
}
