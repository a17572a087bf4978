import { performance } from 'node:perf_hooks';
import type { Database, Reader } from '../../db/database';
import { isWorthARetry } from '../../db/retry';
import { say } from '../../messages';
import { Unavailable } from '../unavailable';

/** A request whose work was given up. */
export abstract class Abandoned extends Error {
  abstract readonly statusCode: number;
  abstract readonly code: string;
}

/** The time of the request was over. */
export class TimedOut extends Abandoned {
  readonly statusCode = 504;
  readonly code = 'TIMED_OUT';

  constructor(seconds: number) {
    super(say('limit.time', { seconds }));
  }
}

/** The client has closed its connection. Only the log and the metrics show this code. */
export class ClientGone extends Abandoned {
  readonly statusCode = 499;
  readonly code = 'CLIENT_CLOSED_REQUEST';

  constructor() {
    super('The client has closed its connection.');
  }
}

/** The answer has been sent, so nobody sees this error. It ends work that a refused query has left. */
class Answered extends Abandoned {
  readonly statusCode = 500;
  readonly code = 'ANSWERED';

  constructor() {
    super('The request has been answered.');
  }
}

/** A transaction waits for others during this part of a request's time, so that there is some left to say that it did not begin. */
const PART_FOR_WAITING = 0.9;

/** The time limit of a request. When it expires or the client disconnects, pending waits reject and no new work starts. */
export class Deadline {
  #began = performance.now();
  #pausedAt: number | null = null;
  /** Reject all that the request waits for. */
  readonly #waits = new Set<(error: Abandoned) => void>();
  #timer: NodeJS.Timeout | undefined;
  /** Makes the error when it is asked for: most requests end with their answer, and nothing waits any more. */
  #ended: (() => Abandoned) | null = null;
  #error: Abandoned | null = null;
  #isClientGone = false;
  #transactions = 0;
  /** When a transaction begins for the last time, as `performance.now()` counts. */
  lastBeginning = Infinity;
  seconds = 0;

  get isOver(): boolean {
    return this.#ended !== null;
  }

  /** The error that rejects abandoned work. */
  error(): Abandoned {
    if (this.#ended === null) return new TimedOut(this.seconds);
    return (this.#error ??= this.#ended());
  }

  /** Called again when the type of the operation is known. */
  start(seconds: number): void {
    this.stop();
    this.seconds = seconds;
    this.lastBeginning = this.#began + seconds * 1000 * PART_FOR_WAITING;
    const left = this.#began + seconds * 1000 - performance.now();
    this.#timer = setTimeout(() => this.#end(() => new TimedOut(this.seconds)), Math.max(0, left));
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

  /**
   * Gives the request up because its client has gone. A running transaction is finished first, within its time: a repeat
   * with the same idempotency key then finds its answer.
   */
  clientGone(): void {
    this.#isClientGone = true;
    if (this.#transactions === 0) this.#end(() => new ClientGone());
  }

  answered(): void {
    this.#end(() => new Answered());
  }

  /** The work's result, or the error of abandoned work, whichever is first. */
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

  /** Runs a transaction, which goes on when the client has gone after its beginning. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.isOver) throw this.error();
    this.#transactions += 1;
    try {
      return await work();
    } finally {
      this.#transactions -= 1;
      if (this.#isClientGone) this.clientGone();
    }
  }

  #end(error: () => Abandoned): void {
    if (this.isOver) return;
    this.stop();
    this.#ended = error;
    for (const reject of this.#waits) reject(this.error());
  }
}

/** The database as a request sees it: all that a request waits for ends with its time. */
export function withinDeadline(database: Database, deadline: Deadline): Database {
  return {
    ...database,
    ...readingWithin(database, deadline),
    transaction: (work, until = deadline.lastBeginning) =>
      deadline.within(() =>
        orUnavailable(
          database.transaction((transaction) => deadline.transaction(() => work(transaction)), until),
        ),
      ),
  };
}

export function readingWithin(reader: Reader, deadline: Deadline): Reader {
  return { rows: (sql, parameters) => deadline.within(() => reader.rows(sql, parameters)) };
}

/** A lock that another transaction holds is no fault of the server. */
async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof Error && isWorthARetry(error) ? new Unavailable(error) : error;
  }
}
