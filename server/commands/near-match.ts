/** Longer words are not looked at: what comes from outside may be of any length. */
const LENGTH_MOST = 60;

/**
 * The known word that was probably meant: the same but for case, or at most two characters away, of which no more
 * than every third may differ. Null when none is that near.
 */
export function nearMatch(given: string, known: Iterable<string>): string | null {
  if (given.length > LENGTH_MOST) return null;
  const word = given.toLowerCase();
  let nearest: { readonly word: string; readonly distance: number } | null = null;
  for (const one of known) {
    const most = Math.min(2, Math.floor(Math.min(one.length, word.length) / 3));
    if (Math.abs(one.length - word.length) > most) continue;
    const distance = editsBetween(word, one.toLowerCase());
    if (distance <= most && (nearest === null || distance < nearest.distance))
      nearest = { word: one, distance };
  }
  return nearest?.word ?? null;
}

/** How many characters must be inserted, removed or replaced to make one word of the other. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
