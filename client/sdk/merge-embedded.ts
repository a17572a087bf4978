type Fields = Readonly<Record<string, unknown>>;

export interface MergeOptions {
  // A method, whose parameters may be narrower: those of Apollo are.
  mergeObjects(this: void, existing: object, incoming: object): unknown;
}

/**
 * Adds the fields of an object without an id to those that other queries have read. If a field has changed, the object
 * is replaced, because the other fields may be outdated, too.
 */
export function mergeEmbedded(existing: unknown, incoming: unknown, { mergeObjects }: MergeOptions): unknown {
  if (!isObject(existing) || !isObject(incoming) || !isConsistent(existing, incoming)) return incoming;
  return mergeObjects(existing, incoming);
}

/**
 * Merges the objects of two lists one by one. Only objects that share an equal field count as the same, since a list
 * may have changed between two queries. Otherwise, the new list replaces the old one.
 */
export function mergeEmbeddedLists(
  existing: unknown,
  incoming: unknown,
  { mergeObjects }: MergeOptions,
): unknown {
  if (!isList(existing) || !isList(incoming) || existing.length !== incoming.length) return incoming;
  const merged: unknown[] = [];
  for (const [i, now] of incoming.entries()) {
    const before = existing[i];
    if (!isObject(before) || !isObject(now) || sharedFields(before, now).length === 0) return incoming;
    if (!isConsistent(before, now)) return incoming;
    merged.push(mergeObjects(before, now));
  }
  return merged;
}

function isConsistent(existing: unknown, incoming: unknown): boolean {
  if (isList(existing) && isList(incoming)) {
    return (
      existing.length === incoming.length && existing.every((item, i) => isConsistent(item, incoming[i]))
    );
  }
  if (!isObject(existing) || !isObject(incoming)) return Object.is(existing, incoming);
  if (existing['__typename'] !== incoming['__typename']) return false;
  return sharedFields(existing, incoming).every((field) => isConsistent(existing[field], incoming[field]));
}

function sharedFields(existing: Fields, incoming: Fields): readonly string[] {
  return Object.keys(incoming).filter((field) => field !== '__typename' && field in existing);
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
