/**
 * Asserts that a value exists where the types cannot show it: a referenced row, a row that a statement always returns,
 * or a key that a checked catalogue defines.
 */
export function required<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('A required value is missing.');
  return value;
}
