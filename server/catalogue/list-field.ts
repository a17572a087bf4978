/** Returns a list of a possibly malformed document; empty if the value is not a list. */
export function listField(value: unknown, name: string): readonly unknown[] {
  const list: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : null;
  return Array.isArray(list) ? list : [];
}
