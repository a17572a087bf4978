const PARSED_BYTES_PER_CHARACTER = 100;

/** At the token limit (LIMITS.tokens), a document has about this many characters outside of strings and comments. */
const MAX_PARSED_CHARACTERS = 20_000;

export function bytesOfDocument(characters: number): number {
  return characters + PARSED_BYTES_PER_CHARACTER * Math.min(characters, MAX_PARSED_CHARACTERS);
}
