export class SeededRandom {
  #state: number;

  constructor(seed: string) {
    // FNV-1a: similar seeds give very different states.
    this.#state = 0x811c9dc5;
    for (const letter of seed) {
      this.#state = Math.imul(this.#state ^ (letter.codePointAt(0) ?? 0), 0x01000193);
    }
  }

  /** A whole number from `min` to `max`, inclusive. */
  between(min: number, max: number): number {
    return min + Math.floor(this.#next() * (max - min + 1));
  }

  oneIn(count: number): boolean {
    return this.between(1, count) === 1;
  }

  pick<T>(list: readonly T[]): T {
    const picked = list[this.between(0, list.length - 1)];
    if (picked === undefined) throw new RangeError('An empty list has nothing to pick.');
    return picked;
  }

  some<T>(list: readonly T[], count: number): readonly T[] {
    const remaining = [...list];
    return Array.from({ length: Math.min(count, remaining.length) }, () =>
      remaining.splice(this.between(0, remaining.length - 1), 1),
    ).flat();
  }

  /** Mulberry32: a number in `[0, 1)`. */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }
}
