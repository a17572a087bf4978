import { bytesOfDocument } from './document-memory';

/** A request never waits for evaluations of up to this many points: enough for a few ordinary organizations. */
const MAX_FREE_EVALUATION_POINTS = 20;

/** A request whose evaluations cost more points than this needs a large place. */
const MAX_SMALL_POINTS = 1000;

const MAX_TOTAL_SMALL_POINTS = 3000;

const MAX_LARGE_REQUESTS = 2;

/** A request admitted for at most this many points holds few rows and never waits. */
const MAX_FEW_ROWS = 200;

/** Requests admitted for more points than this have a separate budget, so that ordinary lists do not wait for them. */
const MAX_SOME_ROWS = 3000;

/** The row limits below apply to a process with this heap limit (`--max-old-space-size=512`). */
const MEASURED_HEAP = 704 * 2 ** 20;

/** Total points of concurrent requests that are admitted for up to MAX_SOME_ROWS. A row takes about 1 kB. */
const MAX_ALL_SOME_ROWS = 30_000;

const MAX_ALL_MANY_ROWS = 60_000;

const MAX_BYTES_ARRIVING = 128_000_000;

const MAX_BYTES_PARSED = 48_000_000;

/** Documents with at most this many characters never wait. */
const MAX_SHORT_DOCUMENT = 500;

const MAX_BYTES_OF_DOCUMENTS = 50_000_000;

/**
 * Bounds the memory of all requests in flight. A request keeps its rows and evaluations until it is answered: a point
 * of an evaluation stands for about 25 kB of facts or 5 kB of results. Small requests share one budget, and a caller
 * may hold at most as much of it as is left free for others. A request that needs more waits for a large place; each
 * caller can have one. A request with a large place never waits again, so there is no deadlock. A process with more
 * memory has room for more rows.
 */
export class Capacity {
  readonly #small = new Places(MAX_TOTAL_SMALL_POINTS, 'shared');
  readonly #large = new Places(MAX_LARGE_REQUESTS, 'halved');
  readonly #someRows: Places;
  readonly #manyRows: Places;
  readonly #arriving = new Places(MAX_BYTES_ARRIVING, 'shared');
  readonly #parsed = new Places(MAX_BYTES_PARSED, 'shared');
  readonly #documents = new Places(MAX_BYTES_OF_DOCUMENTS, 'shared');

  /** `heapLimit` is in bytes. */
  constructor(heapLimit = MEASURED_HEAP) {
    const scale = Math.max(1, heapLimit / MEASURED_HEAP);
    this.#someRows = new Places(MAX_ALL_SOME_ROWS * scale, 'shared');
    this.#manyRows = new Places(MAX_ALL_MANY_ROWS * scale, 'halved');
  }

  open(caller: string): MemoryLease {
    return new MemoryLease(this, caller);
  }

  /** Returns false if the caller has used up its share of the budget for small requests. */
  takeSmall(caller: string, points: number): boolean {
    return this.#small.tryTake(caller, points);
  }

  giveBackSmall(caller: string, points: number): void {
    this.#small.giveBack(caller, points);
  }

  takeLarge(caller: string): Reservation {
    return this.#large.take(caller, 1);
  }

  takeArriving(caller: string, bytes: number): Reservation {
    return this.#arriving.take(caller, bytes);
  }

  takeParsed(caller: string, bytes: number): Reservation {
    return this.#parsed.take(caller, bytes);
  }

  takeDocument(caller: string, bytes: number): Reservation {
    return this.#documents.take(caller, bytes);
  }

  takeRows(caller: string, points: number): Reservation {
    return (points <= MAX_SOME_ROWS ? this.#someRows : this.#manyRows).take(caller, points);
  }
}

/**
 * Shared: a caller may hold at most as many places as are left free. Halved: a single request may hold any number of
 * places, but several requests of one caller may together hold at most half.
 */
type Share = 'shared' | 'halved';

class Places {
  readonly #max: number;
  readonly #share: Share;
  #taken = 0;
  readonly #heldByCaller = new Map<string, number>();
  /** Waiting requests by caller, the least recently served caller first. */
  readonly #queue = new Map<string, Set<Waiting>>();

  constructor(max: number, share: Share) {
    this.#max = max;
    this.#share = share;
  }

  tryTake(caller: string, count: number): boolean {
    const hasRoom = this.#hasRoom(caller, count);
    if (hasRoom) this.#change(caller, count);
    return hasRoom;
  }

  giveBack(caller: string, count: number): void {
    this.#change(caller, -count);
    this.#admit();
  }

  /** A request for more places than exist is granted when no place is taken. */
  take(caller: string, count: number): Reservation {
    let grant: () => void = () => undefined;
    const granted = new Promise<void>((resolve) => (grant = resolve));
    const waiting = { caller, count, grant, isGranted: false };
    const sameCaller = this.#queue.get(caller);
    if (sameCaller === undefined) this.#queue.set(caller, new Set([waiting]));
    else sameCaller.add(waiting);
    this.#admit();
    return {
      granted,
      grow: (more) => {
        const hasRoom = waiting.isGranted && this.tryTake(caller, more);
        if (hasRoom) waiting.count += more;
        return hasRoom;
      },
      leave: () => {
        if (waiting.isGranted) return this.giveBack(caller, waiting.count);
        this.#remove(waiting);
        this.#admit();
      },
    };
  }

  #admit(): void {
    for (let next = this.#next(); next !== null; next = this.#next()) {
      if (this.#taken > 0 && !this.#hasRoom(next.caller, next.count)) return;
      this.#remove(next);
      next.isGranted = true;
      this.#change(next.caller, next.count);
      next.grant();
    }
  }

  #hasRoom(caller: string, count: number): boolean {
    const left = this.#max - this.#taken - count;
    const held = this.#heldBy(caller);
    if (this.#share === 'shared') return left >= held + count;
    return left >= 0 && (held === 0 || held + count <= this.#max / 2);
  }

  /** The next request: the first one of the caller with the fewest places. */
  #next(): Waiting | null {
    let nextCaller: string | null = null;
    for (const caller of this.#queue.keys()) {
      if (nextCaller === null || this.#heldBy(caller) < this.#heldBy(nextCaller)) nextCaller = caller;
      if (this.#heldBy(nextCaller) === 0) break;
    }
    const [first = null] = nextCaller === null ? [] : (this.#queue.get(nextCaller) ?? []);
    return first;
  }

  /** Removes a waiting request and moves its caller behind all other callers. */
  #remove(waiting: Waiting): void {
    const sameCaller = this.#queue.get(waiting.caller);
    sameCaller?.delete(waiting);
    this.#queue.delete(waiting.caller);
    if (sameCaller !== undefined && sameCaller.size > 0) this.#queue.set(waiting.caller, sameCaller);
  }

  #heldBy(caller: string): number {
    return this.#heldByCaller.get(caller) ?? 0;
  }

  #change(caller: string, places: number): void {
    this.#taken += places;
    const held = this.#heldBy(caller) + places;
    if (held === 0) this.#heldByCaller.delete(caller);
    else this.#heldByCaller.set(caller, held);
  }
}

interface Waiting {
  readonly caller: string;
  count: number;
  readonly grant: () => void;
  isGranted: boolean;
}

interface Reservation {
  readonly granted: Promise<void>;
  /** Takes more places without waiting. Returns false if too few are free. */
  readonly grow: (more: number) => boolean;
  readonly leave: () => void;
}

export class MemoryLease {
  readonly #capacity: Capacity;
  #caller: string;
  /** Points of the evaluations that are held without a large place. */
  #points = 0;
  #small = 0;
  #large: Reservation | null = null;
  #rows: Reservation | null = null;
  #arriving: Reservation | null = null;
  #parsed: Reservation | null = null;
  #document: Reservation | null = null;
  #isOver = false;

  constructor(capacity: Capacity, caller: string) {
    this.#capacity = capacity;
    this.#caller = caller;
  }

  setCaller(caller: string): void {
    this.#caller = caller;
  }

  reserveArriving(bytes: number): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    this.#arriving ??= this.#capacity.takeArriving(this.#caller, bytes);
    return this.#arriving.granted;
  }

  growArriving(bytes: number): boolean {
    return this.#isOver || (this.#arriving?.grow(bytes) ?? true);
  }

  reserveParsed(bytes: number): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    this.#parsed ??= this.#capacity.takeParsed(this.#caller, bytes);
    return this.#parsed.granted;
  }

  reserveDocument(characters: number): Promise<void> | null {
    if (characters <= MAX_SHORT_DOCUMENT || this.#isOver) return null;
    this.#document ??= this.#capacity.takeDocument(this.#caller, bytesOfDocument(characters));
    return this.#document.granted;
  }

  reserveRows(points: number): Promise<void> {
    if (points <= MAX_FEW_ROWS || this.#isOver) return Promise.resolve();
    this.#rows ??= this.#capacity.takeRows(this.#caller, points);
    return this.#rows.granted;
  }

  reserveEvaluation(points: number): Promise<void> | null {
    if (this.#isOver) return null;
    if (this.#large !== null) return this.#large.granted;
    if (this.#takeSmall(points)) return null;
    this.#large = this.#capacity.takeLarge(this.#caller);
    // A large place covers everything that the request keeps.
    return this.#large.granted.then(() => this.#leaveSmall());
  }

  #takeSmall(points: number): boolean {
    const all = this.#points + points;
    if (all > MAX_SMALL_POINTS) return false;
    if (all > MAX_FREE_EVALUATION_POINTS) {
      if (!this.#capacity.takeSmall(this.#caller, points)) return false;
      this.#small += points;
    }
    this.#points = all;
    return true;
  }

  #leaveSmall(): void {
    this.#capacity.giveBackSmall(this.#caller, this.#small);
    this.#small = 0;
  }

  release(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#leaveSmall();
    this.#large?.leave();
    this.#rows?.leave();
    this.#arriving?.leave();
    this.#parsed?.leave();
    this.#document?.leave();
  }
}
