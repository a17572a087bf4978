/** Whether two values of a catalogue are equal: strings, numbers, null, and lists and objects of these. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const others = new Map<string, unknown>(Object.entries(b));
  const entries = Object.entries(a);
  return (
    entries.length === others.size &&
    Array.isArray(a) === Array.isArray(b) &&
    entries.every(([key, value]) => others.has(key) && isEqual(value, others.get(key)))
  );
}
