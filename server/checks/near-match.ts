import { distance as editDistance } from 'fastest-levenshtein';

/** Bounds the cost, since input can have any length. Longer input never has a match. */
const MAX_LENGTH = 60;

/**
 * The known word with the smallest edit distance, ignoring case. The distance is at most two, and at most a third of
 * the shorter word's length. Null if no word is close enough.
 */
export function nearMatch(input: string, known: Iterable<string>): string | null {
  if (input.length > MAX_LENGTH) return null;
  const word = input.toLowerCase();
  let nearest: { readonly word: string; readonly distance: number } | null = null;
  for (const candidate of known) {
    const max = Math.min(2, Math.floor(Math.min(candidate.length, word.length) / 3));
    if (Math.abs(candidate.length - word.length) > max) continue;
    const distance = editDistance(word, candidate.toLowerCase());
    if (distance <= max && (nearest === null || distance < nearest.distance))
      nearest = { word: candidate, distance };
  }
  return nearest?.word ?? null;
}
