import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 32 characters from an alphabet of 62 have 190 bits of entropy. */
const RANDOM_CHARACTERS = 32;
const CHECKSUM_CHARACTERS = 6;
const FORM = new RegExp(`^[0-9A-Za-z]{${RANDOM_CHARACTERS + CHECKSUM_CHARACTERS}}$`);

/**
 * Secret scanners recognise the prefix. The checksum rejects mistyped and invented secrets without a database query.
 */
export function makeSecret(prefix: string, entropy: Buffer = randomBytes(256)): string {
  // Skips bytes of 248 or more, which would make the first characters of the alphabet more frequent.
  const characters = [...entropy].filter((byte) => byte < 248).map((byte) => ALPHABET.charAt(byte % 62));
  if (characters.length < RANDOM_CHARACTERS) throw new RangeError('Too little entropy for a secret.');
  const random = characters.slice(0, RANDOM_CHARACTERS).join('');
  return `${prefix}${random}${checksum(random)}`;
}

export function isWellFormedSecret(prefix: string, text: string): boolean {
  if (!text.startsWith(prefix)) return false;
  const rest = text.slice(prefix.length);
  return FORM.test(rest) && rest.endsWith(checksum(rest.slice(0, -CHECKSUM_CHARACTERS)));
}

/** A slow hash would add no security, because a secret has too much entropy to be guessed. */
export function hashSecret(secret: string): string {
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
