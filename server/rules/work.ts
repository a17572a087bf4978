/**
 * A rule that may take long, as a generator: each `yield` is a place where it can be left for a while, so that others
 * are served in between. Nothing is passed in or out at a pause.
 */
export type Work<T> = Generator<undefined, T, undefined>;

/** The same rule without pauses. */
export function atOnce<Arguments extends readonly unknown[], T>(
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

/** `Array.map` with a pause after each item. */
export function* mapStepwise<Item, T>(items: readonly Item[], map: (item: Item) => T): Work<readonly T[]> {
  const mapped: T[] = [];
  for (const item of items) {
    mapped.push(map(item));
    yield;
  }
  return mapped;
}
