/** Points of evaluations that a request may keep without being a large request. */
const MAX_SMALL = 1000;

/** Points that all small requests together may keep. */
const MAX_ALL_SMALL = 3000;

/** Large requests that evaluate at the same time. */
const MAX_LARGE = 2;

/** A request with fewer points of admission holds few rows and never waits. */
const MAX_FEW_ROWS = 200;

/** Points of admission of all other requests at the same time: a row takes about 1 kB. */
const MAX_ROWS = 60_000;

/**
 * Bounds the memory of all requests in flight. A request keeps its rows and evaluations until it is answered: a point of an
 * evaluation stands for about 25 kB of facts or 5 kB of results. Small requests share one budget. A request that needs more
 * waits for a large place. A request with a large place never waits again, so there is no deadlock.
 */
export class Capacity {
  readonly #large = new Places(MAX_LARGE);
  readonly #rows = new Places(MAX_ROWS);
  #small = 0;

  /** Tracks the rows and evaluations of one request until `release`. */
  open(caller: string): Kept {
    return new Kept(this, caller);
  }

  takeSmall(points: number): boolean {
    if (this.#small + points > MAX_ALL_SMALL) return false;
    this.#small += points;
    return true;
  }

  giveBackSmall(points: number): void {
    this.#small -= points;
  }

  takeLarge(caller: string): Taking {
    return this.#large.take(caller, 1);
  }

  takeRows(caller: string, points: number): Taking {
    return this.#rows.take(caller, points);
  }
}

/** A number of places, for which callers wait. */
class Places {
  readonly #most: number;
  #taken = 0;
  /** Places that each caller has. */
  readonly #byCaller = new Map<string, number>();
  readonly #queue = new Set<Waiting>();

  constructor(most: number) {
    this.#most = most;
  }

  /** A request that wants more than there are is let in alone. */
  take(caller: string, count: number): Taking {
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const waiting = { caller, count, begin, hasBegun: false };
    this.#queue.add(waiting);
    this.#letIn();
    return {
      begun,
      leave: () => {
        if (waiting.hasBegun) this.#change(waiting, -1);
        else this.#queue.delete(waiting);
        this.#letIn();
      },
    };
  }

  #letIn(): void {
    for (let next = this.#next(); next !== null; next = this.#next()) {
      if (this.#taken > 0 && this.#taken + next.count > this.#most) return;
      this.#queue.delete(next);
      next.hasBegun = true;
      this.#change(next, 1);
      next.begin();
    }
  }

  /** The next request: the first one of the caller with the fewest places. */
  #next(): Waiting | null {
    let found: Waiting | null = null;
    for (const waiting of this.#queue) {
      if (found === null || this.#has(waiting.caller) < this.#has(found.caller)) found = waiting;
      if (this.#has(found.caller) === 0) break;
    }
    return found;
  }

  #has(caller: string): number {
    return this.#byCaller.get(caller) ?? 0;
  }

  #change({ caller, count }: Waiting, sign: 1 | -1): void {
    this.#taken += sign * count;
    const left = this.#has(caller) + sign * count;
    if (left === 0) this.#byCaller.delete(caller);
    else this.#byCaller.set(caller, left);
  }
}

interface Waiting {
  readonly caller: string;
  readonly count: number;
  readonly begin: () => void;
  hasBegun: boolean;
}

/** A request for places. */
interface Taking {
  readonly begun: Promise<void>;
  /** Gives the places back, or leaves the queue. */
  readonly leave: () => void;
}

/** The rows and evaluations that one request keeps. */
export class Kept {
  readonly #capacity: Capacity;
  #caller: string;
  #small = 0;
  #large: Taking | null = null;
  #rows: Taking | null = null;
  #isOver = false;

  constructor(capacity: Capacity, caller: string) {
    this.#capacity = capacity;
    this.#caller = caller;
  }

  /** Replaces the address, which stands for the caller before authentication. */
  isOf(caller: string): void {
    this.#caller = caller;
  }

  /** Waits for room for the rows of an operation with this price. */
  rows(points: number): Promise<void> {
    if (points <= MAX_FEW_ROWS || this.#isOver) return Promise.resolve();
    this.#rows ??= this.#capacity.takeRows(this.#caller, points);
    return this.#rows.begun;
  }

  /** Waits for room for the results of an evaluation with this price; null: there is room already. */
  evaluation(points: number): Promise<void> | null {
    if (this.#isOver) return null;
    if (this.#large === null && this.#small + points <= MAX_SMALL && this.#capacity.takeSmall(points)) {
      this.#small += points;
      return null;
    }
    this.#large ??= this.#capacity.takeLarge(this.#caller);
    return this.#large.begun;
  }

  release(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#capacity.giveBackSmall(this.#small);
    this.#large?.leave();
    this.#rows?.leave();
  }
}
