import type { Database, Reader } from '../db/database';
import { say } from '../messages';

/** A request was given up because its time was over. */
export class TimedOut extends Error {
  readonly statusCode = 504;
  readonly code = 'TIMED_OUT';

  constructor(seconds: number) {
    super(say('limit.time', { seconds }));
  }
}

/** How long a request may take. What it waits for ends when its time is over, and nothing new is begun. */
export class Deadline {
  readonly #expiry: Promise<never>;
  #expire: () => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;
  seconds = 0;

  constructor() {
    this.#expiry = new Promise((_resolve, reject) => {
      this.#expire = () => {
        this.#isOver = true;
        reject(new TimedOut(this.seconds));
      };
    });
    // It may expire while nobody waits.
    this.#expiry.catch(() => undefined);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Begins, or begins anew when it turns out what is asked. */
  start(seconds: number): void {
    this.stop();
    this.seconds = seconds;
    this.#timer = setTimeout(this.#expire, seconds * 1000);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** The work's result, or TimedOut, whichever is first. */
  within<T>(work: () => Promise<T>): Promise<T> {
    return this.isOver ? Promise.reject(new TimedOut(this.seconds)) : Promise.race([work(), this.#expiry]);
  }
}

/** The database as a request sees it: all that a request waits for ends with its time. */
export function withinDeadline(database: Database, deadline: Deadline): Database {
  return {
    ...database,
    ...readingWithin(database, deadline),
    transaction: (work) => deadline.within(() => database.transaction(work)),
  };
}

export function readingWithin(reader: Reader, deadline: Deadline): Reader {
  return { rows: (sql, parameters) => deadline.within(() => reader.rows(sql, parameters)) };
}
