/** Returns a list in a possibly malformed document, or an empty list if the value is not a list. */
export function listField(value: unknown, name: string): readonly unknown[] {
  const list: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : null;
  return Array.isArray(list) ? list : [];
}
