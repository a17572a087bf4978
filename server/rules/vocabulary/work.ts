/**
 * A rule that may take long, as a generator: each `yield` is a place where it can be left for a while, so that others
 * are served in between. Nothing is passed in or out at a pause.
 */
export type Work<T> = Generator<undefined, T, undefined>;

/** Runs a rule to its end, with or without pauses. */
export type Run = <T>(work: Work<T>) => Promise<T>;

/** The same rule without pauses. */
export function runSync<Arguments extends readonly unknown[], T>(
  rule: (...given: Arguments) => Work<T>,
): (...given: Arguments) => T {
  return (...given) => {
    const work = rule(...given);
    for (;;) {
      const step = work.next();
      if (step.done === true) return step.value;
    }
  };
}

/** Runs a rule without pauses, for programs that have their process to themselves. */
export const runWithoutPauses: Run = async (work) => runSync(() => work)();

/**
 * `Array.map` with a pause after some items. A pause takes as long as a dozen small steps, so cheap items need more of
 * them between two pauses.
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
