/** Points of evaluations that a request may keep without being a large request. */
const MAX_SMALL = 1000;

/** Points that all small requests together may keep. */
const MAX_ALL_SMALL = 5000;

/** Large requests that evaluate at the same time. */
const MAX_LARGE = 2;

/**
 * Bounds the evaluations that a process keeps for its requests: each is kept until its request is answered, and a point
 * stands for about 5 kB. Small requests share one amount. A request that needs more waits, in the order of arrival, until
 * it is one of few large ones; those never wait again, so nobody waits for ever.
 */
export class Capacity {
  #small = 0;
  #large = 0;
  readonly #queue = new Set<() => void>();

  /** What one request keeps, and lets go when it is answered. */
  open(): Kept {
    return new Kept(this);
  }

  takeSmall(points: number): boolean {
    if (this.#small + points > MAX_ALL_SMALL) return false;
    this.#small += points;
    return true;
  }

  giveBackSmall(points: number): void {
    this.#small -= points;
  }

  /** Calls back when the request may be a large one; answers how to leave the queue, or the place. */
  takeLarge(begin: () => void): () => void {
    let hasBegun = false;
    const start = () => {
      hasBegun = true;
      this.#large += 1;
      begin();
    };
    const leave = () => {
      if (!hasBegun) return void this.#queue.delete(start);
      this.#large -= 1;
      this.#startNext();
    };
    this.#queue.add(start);
    this.#startNext();
    return leave;
  }

  #startNext(): void {
    for (const start of this.#queue) {
      if (this.#large >= MAX_LARGE) return;
      this.#queue.delete(start);
      start();
    }
  }
}

/** The evaluations that one request keeps. */
export class Kept {
  readonly #capacity: Capacity;
  #small = 0;
  #large: { readonly begun: Promise<void>; readonly leave: () => void } | null = null;
  #isOver = false;

  constructor(capacity: Capacity) {
    this.#capacity = capacity;
  }

  /** Resolves when there is room for the results of an evaluation of this price. */
  add(points: number): Promise<void> {
    if (this.#large === null && this.#small + points <= MAX_SMALL && this.#capacity.takeSmall(points)) {
      this.#small += points;
      return Promise.resolve();
    }
    this.#large ??= this.#becomeLarge();
    return this.#large.begun;
  }

  release(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#capacity.giveBackSmall(this.#small);
    this.#large?.leave();
  }

  #becomeLarge() {
    let leave: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      leave = this.#capacity.takeLarge(resolve);
    });
    return { begun, leave };
  }
}
