import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const PREFIX = 'lrl_';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 32 characters of 62 are 190 bits. */
const RANDOM_CHARACTERS = 32;
const CHECKSUM_CHARACTERS = 6;
const FORM = new RegExp(`^${PREFIX}[0-9A-Za-z]{${RANDOM_CHARACTERS + CHECKSUM_CHARACTERS}}$`);

/**
 * A secret that scanners of leaked secrets can recognise: a prefix of our own, and a checksum by which a
 * mistyped or made-up key is told without asking the database.
 */
export function makeApiKey(entropy: Buffer = randomBytes(256)): string {
  // Bytes from 248 on are passed over, or the first characters of the alphabet would be likelier.
  const characters = [...entropy].filter((byte) => byte < 248).map((byte) => ALPHABET.charAt(byte % 62));
  if (characters.length < RANDOM_CHARACTERS) throw new RangeError('Too little entropy for an API key.');
  const random = characters.slice(0, RANDOM_CHARACTERS).join('');
  return `${PREFIX}${random}${checksum(random)}`;
}

export function looksLikeApiKey(text: string): boolean {
  return text.startsWith(PREFIX);
}

export function isWellFormed(secret: string): boolean {
  if (!FORM.test(secret)) return false;
  const random = secret.slice(PREFIX.length, -CHECKSUM_CHARACTERS);
  return secret.endsWith(checksum(random));
}

/** What is stored. The secret has too much entropy to be guessed, so a slow hash would add nothing. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function hintOf(secret: string): string {
  return secret.slice(0, PREFIX.length + 4);
}

function checksum(random: string): string {
  let rest = crc32(random);
  let text = '';
  for (let i = 0; i < CHECKSUM_CHARACTERS; i++) {
    text = ALPHABET.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}
