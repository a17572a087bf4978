/**
 * A long-running rule as a generator. At each `yield`, the caller may serve other requests before it resumes the rule.
 */
export type Work<T> = Generator<undefined, T, undefined>;

export type RunWork = <T>(work: Work<T>) => Promise<T>;

export function runSync<Args extends readonly unknown[], T>(
  rule: (...args: Args) => Work<T>,
): (...args: Args) => T {
  return (...args) => {
    const work = rule(...args);
    for (;;) {
      const step = work.next();
      if (step.done === true) return step.value;
    }
  };
}

/** Used by processes that serve no requests. */
export const runWithoutPauses: RunWork = async (work) => runSync(() => work)();

/**
 * `Array.map` that pauses between groups of items. A pause costs as much as a dozen small steps, so cheap items need
 * larger groups.
 */
export function* mapStepwise<Item, T>(
  items: readonly Item[],
  map: (item: Item) => T,
  itemsBetweenPauses = 1,
): Work<readonly T[]> {
  if (items.length <= itemsBetweenPauses) return items.map(map);
  const mapped: T[] = [];
  for (let start = 0; start < items.length; start += itemsBetweenPauses) {
    mapped.push(...items.slice(start, start + itemsBetweenPauses).map(map));
    yield;
  }
  return mapped;
}
