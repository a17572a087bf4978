import { isWellFormedSecret, makeSecret } from './secret';

const PREFIX = 'lrl_';

export function makeApiKey(entropy?: Buffer): string {
  return makeSecret(PREFIX, entropy);
}

export function looksLikeApiKey(text: string): boolean {
  return text.startsWith(PREFIX);
}

export function isWellFormedApiKey(secret: string): boolean {
  return isWellFormedSecret(PREFIX, secret);
}

export function apiKeyHint(secret: string): string {
  return secret.slice(0, PREFIX.length + 4);
}
