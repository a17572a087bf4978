import { bytesOfDocument } from './document-memory';

/** Points of evaluations for which a request never waits: enough for a few ordinary organizations. */
const MAX_FEW_EVALUATIONS = 20;

/** Points of evaluations that a request may keep without being a large request. */
const MAX_SMALL = 1000;

const MAX_ALL_SMALL = 3000;

const MAX_LARGE = 2;

/** A request with fewer points of admission holds few rows and never waits. */
const MAX_FEW_ROWS = 200;

/** A request with more points of admission shares room with others like it, so that lists do not wait for them. */
const MAX_SOME_ROWS = 3000;

/** The numbers of rows below are for a process whose heap has this limit (`--max-old-space-size=512`). */
const MEASURED_HEAP = 704 * 2 ** 20;

/** Points of admission of all requests with some rows at the same time: a row takes about 1 kB. */
const MAX_ALL_SOME_ROWS = 30_000;

const MAX_ALL_MANY_ROWS = 60_000;

/** Bytes of all long bodies that arrive at the same time. */
const MAX_BYTES_ARRIVING = 128_000_000;

/** Bytes of memory for all long bodies that are parsed and executed. */
const MAX_BYTES_PARSED = 48_000_000;

/** Shorter documents never wait. */
const MAX_SHORT_DOCUMENT = 500;

/** Bytes of memory for all longer documents that are parsed and executed at the same time. */
const MAX_BYTES_OF_DOCUMENTS = 50_000_000;

/**
 * Bounds the memory of all requests in flight. A request keeps its rows and evaluations until it is answered: a point
 * of an evaluation stands for about 25 kB of facts or 5 kB of results. Small requests share one budget, and a caller
 * may hold at most as much of it as is free for other callers. A request that needs more waits for a large place; each
 * caller can have one. A request with a large place never waits again, so there is no deadlock. A process with more
 * memory has room for more rows.
 */
export class Capacity {
  readonly #small = new Places(MAX_ALL_SMALL, 'shared');
  readonly #large = new Places(MAX_LARGE, 'halved');
  readonly #someRows: Places;
  readonly #manyRows: Places;
  readonly #arriving = new Places(MAX_BYTES_ARRIVING, 'shared');
  readonly #parsed = new Places(MAX_BYTES_PARSED, 'shared');
  readonly #documents = new Places(MAX_BYTES_OF_DOCUMENTS, 'shared');

  /** `heapLimit` is in bytes. */
  constructor(heapLimit = MEASURED_HEAP) {
    const times = Math.max(1, heapLimit / MEASURED_HEAP);
    this.#someRows = new Places(MAX_ALL_SOME_ROWS * times, 'shared');
    this.#manyRows = new Places(MAX_ALL_MANY_ROWS * times, 'halved');
  }

  /** Opens the lease of one request, which holds memory until `release`. */
  open(caller: string): MemoryLease {
    return new MemoryLease(this, caller);
  }

  /** False: the caller has used its share of the budget of small requests. */
  takeSmall(caller: string, points: number): boolean {
    return this.#small.takeAtOnce(caller, points);
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
 * Shared: a caller may hold at most as many places as are free. Halved: several requests of a caller may hold at most
 * half of the places.
 */
type Share = 'shared' | 'halved';

class Places {
  readonly #max: number;
  readonly #share: Share;
  #taken = 0;
  readonly #heldByCaller = new Map<string, number>();
  /** Waiting requests by caller. Callers that have had no turn for the longest time come first. */
  readonly #queue = new Map<string, Set<Waiting>>();

  constructor(max: number, share: Share) {
    this.#max = max;
    this.#share = share;
  }

  takeAtOnce(caller: string, count: number): boolean {
    const hasRoom = this.#hasRoom(caller, count);
    if (hasRoom) this.#change(caller, count);
    return hasRoom;
  }

  giveBack(caller: string, count: number): void {
    this.#change(caller, -count);
    this.#admit();
  }

  /** A request for more places than exist is granted while no other place is taken. */
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
        const hasRoom = waiting.isGranted && this.takeAtOnce(caller, more);
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

  /** Moves the caller behind all other callers. */
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
  /** Takes more places at once; false: there are none. */
  readonly grow: (more: number) => boolean;
  /** Gives the places back, or leaves the queue. */
  readonly leave: () => void;
}

/** The memory that one request holds for its body, its document, its rows and its evaluations. */
export class MemoryLease {
  readonly #capacity: Capacity;
  #caller: string;
  /** Points of evaluations without a large place. */
  #points = 0;
  /** The part of them that was taken from the budget of small requests. */
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

  /** Replaces the address, which stands for the caller before authentication. */
  setCaller(caller: string): void {
    this.#caller = caller;
  }

  /** Waits for room for a long body that arrives. */
  reserveArriving(bytes: number): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    this.#arriving ??= this.#capacity.takeArriving(this.#caller, bytes);
    return this.#arriving.granted;
  }

  /** Takes room for more bytes of a body that is arriving; false: there is none. */
  growArriving(bytes: number): boolean {
    return this.#isOver || (this.#arriving?.grow(bytes) ?? true);
  }

  reserveParsed(bytes: number): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    this.#parsed ??= this.#capacity.takeParsed(this.#caller, bytes);
    return this.#parsed.granted;
  }

  /** Waits for room for the parsed form of a document; null: there is room already. */
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

  /** Waits for room for the results of an evaluation with this price; null: there is room already. */
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
    if (all > MAX_SMALL) return false;
    if (all > MAX_FEW_EVALUATIONS) {
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
