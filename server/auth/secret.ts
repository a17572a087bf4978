import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 32 characters of 62 are 190 bits. */
const RANDOM_CHARACTERS = 32;
const CHECKSUM_CHARACTERS = 6;
const FORM = new RegExp(`^[0-9A-Za-z]{${RANDOM_CHARACTERS + CHECKSUM_CHARACTERS}}$`);

/**
 * A secret that scanners of leaked secrets can recognise: a prefix of our own, and a checksum by which a
 * mistyped or made-up one is told without asking the database.
 */
export function makeSecret(prefix: string, entropy: Buffer = randomBytes(256)): string {
  // Bytes from 248 on are passed over, or the first characters of the alphabet would be likelier.
  const characters = [...entropy].filter((byte) => byte < 248).map((byte) => ALPHABET.charAt(byte % 62));
  if (characters.length < RANDOM_CHARACTERS) throw new RangeError('Too little entropy for a secret.');
  const random = characters.slice(0, RANDOM_CHARACTERS).join('');
  return `${prefix}${random}${checksum(random)}`;
}

export function isSecret(prefix: string, text: string): boolean {
  if (!text.startsWith(prefix)) return false;
  const rest = text.slice(prefix.length);
  return FORM.test(rest) && rest.endsWith(checksum(rest.slice(0, -CHECKSUM_CHARACTERS)));
}

/** What is stored. The secret has too much entropy to be guessed, so a slow hash would add nothing. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
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
