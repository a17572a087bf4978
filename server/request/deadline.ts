import { performance } from 'node:perf_hooks';
import type { Database, Reader } from '../db/database';
import { isWorthARetry } from '../db/retry';
import { say } from '../messages';
import { Unavailable } from './unavailable';

/** A request was given up because its time was over. */
export class TimedOut extends Error {
  readonly statusCode = 504;
  readonly code = 'TIMED_OUT';

  constructor(seconds: number) {
    super(say('limit.time', { seconds }));
  }
}

/** A transaction waits for others during this part of a request's time, so that there is some left to say that it did not begin. */
const PART_FOR_WAITING = 0.9;

/** How long a request may take, from now on. What it waits for ends when its time is over, and nothing new is begun. */
export class Deadline {
  #began = performance.now();
  #pausedAt: number | null = null;
  readonly #expiry: Promise<never>;
  #expire: () => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;
  /** When a transaction begins for the last time, as `performance.now()` counts. */
  lastBeginning = Infinity;
  seconds = 0;

  constructor() {
    this.#expiry = new Promise((_resolve, reject) => {
      this.#expire = () => {
        this.#isOver = true;
        reject(this.error());
      };
    });
    // It may expire while nobody waits.
    this.#expiry.catch(() => undefined);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** The error that rejects abandoned work. */
  error(): TimedOut {
    return new TimedOut(this.seconds);
  }

  /** It is told anew when it turns out what is asked. */
  start(seconds: number): void {
    this.stop();
    this.seconds = seconds;
    this.lastBeginning = this.#began + seconds * 1000 * PART_FOR_WAITING;
    const left = this.#began + seconds * 1000 - performance.now();
    this.#timer = setTimeout(this.#expire, Math.max(0, left));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Stops the clock while the client sends its body. */
  pause(): void {
    this.stop();
    this.#pausedAt = performance.now();
  }

  resume(): void {
    if (this.#pausedAt === null) return;
    this.#began += performance.now() - this.#pausedAt;
    this.#pausedAt = null;
    this.start(this.seconds);
  }

  /** The work's result, or TimedOut, whichever is first. */
  within<T>(work: () => Promise<T>): Promise<T> {
    return this.isOver ? Promise.reject(this.error()) : Promise.race([work(), this.#expiry]);
  }
}

/** The database as a request sees it: all that a request waits for ends with its time. */
export function withinDeadline(database: Database, deadline: Deadline): Database {
  return {
    ...database,
    ...readingWithin(database, deadline),
    transaction: (work, until = deadline.lastBeginning) =>
      deadline.within(() => orUnavailable(database.transaction(work, until))),
  };
}

export function readingWithin(reader: Reader, deadline: Deadline): Reader {
  return { rows: (sql, parameters) => deadline.within(() => reader.rows(sql, parameters)) };
}

/** What others were in the way of is no fault of ours. */
async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof Error && isWorthARetry(error) ? new Unavailable(error) : error;
  }
}
