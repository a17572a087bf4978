import { performance } from 'node:perf_hooks';
import type { Database, Reader } from '../../db/database';
import { isRetryable } from '../../db/retry';
import { sentence, type Sentence } from '../../messages';
import { Unavailable } from '../unavailable';

export abstract class Abandoned extends Error {
  abstract readonly statusCode: number;
  abstract readonly code: string;
}

export class TimedOut extends Abandoned {
  readonly statusCode = 504;
  readonly code = 'TIMED_OUT';

  readonly sentence: Sentence;

  constructor(seconds: number, isMutation: boolean) {
    const key = isMutation ? 'limit.time.mutation' : 'limit.time';
    super(key);
    this.sentence = sentence(key, { seconds });
  }
}

/** Only the log and the metrics show this code. */
export class ClientDisconnected extends Abandoned {
  readonly statusCode = 499;
  readonly code = 'CLIENT_CLOSED_REQUEST';

  constructor() {
    super('The client has closed its connection.');
  }
}

/** Ends the remaining work of an answered request, such as a refused query. Nobody sees this error. */
class Answered extends Abandoned {
  readonly statusCode = 500;
  readonly code = 'ANSWERED';

  constructor() {
    super('The request has been answered.');
  }
}

/**
 * The share of a request's time within which a transaction must begin. The rest is left to report that it could not
 * begin.
 */
const WAITING_SHARE = 0.9;

/**
 * The time limit of a request. When it expires or the client disconnects, pending waits reject and no new work starts.
 */
export class Deadline {
  #began = performance.now();
  #pausedAt: number | null = null;
  readonly #waits = new Set<(error: Abandoned) => void>();
  #timer: NodeJS.Timeout | undefined;
  /** Creates the error on demand. Most requests end with their answer and need none. */
  #ended: (() => Abandoned) | null = null;
  #error: Abandoned | null = null;
  #isClientGone = false;
  #transactions = 0;
  /** The latest time at which a transaction may begin, on the `performance.now()` clock. */
  latestTransactionStart = Infinity;
  seconds = 0;
  #isMutation = false;

  get isOver(): boolean {
    return this.#ended !== null;
  }

  error(): Abandoned {
    if (this.#ended === null) return new TimedOut(this.seconds, this.#isMutation);
    return (this.#error ??= this.#ended());
  }

  /** Called again when the type of the operation is known. */
  start(seconds: number, isMutation = false): void {
    this.stop();
    this.seconds = seconds;
    this.#isMutation = isMutation;
    this.latestTransactionStart = this.#began + seconds * 1000 * WAITING_SHARE;
    const left = this.#began + seconds * 1000 - performance.now();
    this.#timer = setTimeout(
      () => this.#end(() => new TimedOut(this.seconds, isMutation)),
      Math.max(0, left),
    );
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  pause(): void {
    this.stop();
    this.#pausedAt = performance.now();
  }

  resume(): void {
    if (this.#pausedAt === null) return;
    this.#began += performance.now() - this.#pausedAt;
    this.#pausedAt = null;
    this.start(this.seconds, this.#isMutation);
  }

  /**
   * Abandons the request because its client has disconnected. A running transaction may first finish within its time
   * limit, so that a retry with the same idempotency key finds its answer.
   */
  clientDisconnected(): void {
    this.#isClientGone = true;
    if (this.#transactions === 0) this.#end(() => new ClientDisconnected());
  }

  answered(): void {
    this.#end(() => new Answered());
  }

  within<T>(work: () => Promise<T>): Promise<T> {
    if (this.isOver) return Promise.reject(this.error());
    const waits = this.#waits;
    return new Promise((resolve, reject) => {
      waits.add(reject);
      work().then(
        (result) => {
          waits.delete(reject);
          resolve(result);
        },
        (error: Error) => {
          waits.delete(reject);
          reject(error);
        },
      );
    });
  }

  /** Runs a transaction, which continues even if the client disconnects. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.isOver) throw this.error();
    this.#transactions += 1;
    try {
      return await work();
    } finally {
      this.#transactions -= 1;
      if (this.#isClientGone) this.clientDisconnected();
    }
  }

  #end(error: () => Abandoned): void {
    if (this.isOver) return;
    this.stop();
    this.#ended = error;
    for (const reject of this.#waits) reject(this.error());
  }
}

export function withinDeadline(database: Database, deadline: Deadline): Database {
  return {
    ...database,
    ...readsWithinDeadline(database, deadline),
    transaction: (work, until = deadline.latestTransactionStart) =>
      deadline.within(() =>
        orUnavailable(
          database.transaction((transaction) => deadline.transaction(() => work(transaction)), until),
        ),
      ),
  };
}

export function readsWithinDeadline(reader: Reader, deadline: Deadline): Reader {
  return { rows: (sql, parameters) => deadline.within(() => reader.rows(sql, parameters)) };
}

/** Reports a lock conflict with another transaction as unavailable, not as a server fault. */
async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof Error && isRetryable(error) ? new Unavailable(error) : error;
  }
}
