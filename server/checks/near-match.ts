/** Longer words are not looked at: what comes from outside may be of any length. */
const MAX_LENGTH = 60;

/**
 * The known word that was probably meant: the same but for case, or at most two characters away, of which no more
 * than every third may differ. Null when none is that near.
 */
export function nearMatch(given: string, known: Iterable<string>): string | null {
  if (given.length > MAX_LENGTH) return null;
  const word = given.toLowerCase();
  let nearest: { readonly word: string; readonly distance: number } | null = null;
  for (const one of known) {
    const most = Math.min(2, Math.floor(Math.min(one.length, word.length) / 3));
    if (Math.abs(one.length - word.length) > most) continue;
    const distance = editsBetween(word, one.toLowerCase(), most);
    if (distance <= most && (nearest === null || distance < nearest.distance))
      nearest = { word: one, distance };
  }
  return nearest?.word ?? null;
}

/**
 * How many characters must be inserted, removed or replaced to make one word of the other; more than `most` where it
 * takes more. Places that are further apart than that cannot correspond, so only a band of the table is worked out.
 */
function editsBetween(a: string, b: string, most: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  let next = row.map(() => 0);
  for (let i = 1; i <= a.length; i++) {
    const first = Math.max(1, i - most);
    const last = Math.min(b.length, i + most);
    next[first - 1] = first === 1 ? i : most + 1;
    let least = i;
    for (let j = first; j <= last; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const edits = Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      next[j] = edits;
      least = Math.min(least, edits);
    }
    if (least > most) return least;
    if (last < b.length) next[last + 1] = most + 1;
    [row, next] = [next, row];
  }
  return row[b.length] ?? 0;
}
