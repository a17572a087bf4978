import { performance } from 'node:perf_hooks';
import type { Work } from '../rules';

/** The longest that one request keeps the process while others wait. */
const SLICE_MILLISECONDS = 5;

/** A flood of new requests must not keep the others from being served. */
const MAX_FRESH_IN_A_ROW = 10;

/** Work is done for an owner: a request, or the upkeep of the server. */
export interface Owner {
  /** True when the remaining work of the owner is to be abandoned. */
  readonly isOver: boolean;
  /** The error that rejects abandoned work. */
  error(): Error;
  /** The error that rejects rules when the owner cannot pay for more of them. */
  readonly refusal: Error | null;
  /** Notes time that the process has spent on the owner. */
  worked(milliseconds: number): void;
}

/** An owner of work that is never given up. */
export function lastingOwner(): Owner {
  return {
    isOver: false,
    error: () => new Error('This work is never given up.'),
    refusal: null,
    worked: () => undefined,
  };
}

/**
 * Shares the process between owners. Long work runs in slices, one in each turn of the event loop, round robin over the
 * owners; between two slices the process reads sockets, sends answers and lets timers run.
 *
 * All that an owner asks for at once is answered at once, when the last of it is done: what the answers lead to is then
 * read in the same few statements, however the slices fell.
 */
export class Scheduler {
  /** Owners that have had no slice yet come first, so that short requests overtake long ones. */
  readonly #fresh: Queue = new Map();
  readonly #served: Queue = new Map();
  readonly #known = new WeakSet<Owner>();
  #freshInARow = 0;
  #isStarting = false;
  #isTurnOpen = false;
  /** When the slice of this turn is used up, as `performance.now()` counts. */
  #sliceEnd = 0;

  /** Runs work of an owner to its end. */
  run<T>(owner: Owner, work: Work<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#add(owner, {
        advance(until) {
          const { refusal } = owner;
          return refusal === null ? advance(work, until, resolve, reject) : () => reject(refusal);
        },
        giveUp: () => reject(owner.error()),
      });
    });
  }

  /** Runs a step that cannot pause, such as a statement of SQLite, as a slice of its own. */
  step<T>(owner: Owner, run: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#add(owner, {
        advance() {
          const answer = run().then(
            (result) => () => resolve(result),
            (error: Error) => () => reject(error),
          );
          return () => void answer.then((tell) => tell());
        },
        giveUp: () => reject(owner.error()),
      });
    });
  }

  #add(owner: Owner, job: Job): void {
    const queue = this.#known.has(owner) ? this.#served : this.#fresh;
    const waiting = queue.get(owner);
    if (waiting === undefined) queue.set(owner, { jobs: [job], answers: [] });
    else waiting.jobs.push(job);
    if (this.#isStarting || this.#isTurnOpen) return;
    // After everything that is asked for at once.
    this.#isStarting = true;
    void Promise.resolve().then(() => process.nextTick(() => this.#turn()));
  }

  /** Runs slices of owners, one after the other, until the time of one slice is used up. */
  #turn(): void {
    this.#isStarting = false;
    this.#isTurnOpen = false;
    for (let next = this.#next(); next !== null; next = this.#next()) {
      this.#openTurn();
      const [owner, waiting] = next;
      this.#known.add(owner);
      const began = performance.now();
      if (!this.#slice(owner, waiting)) this.#served.set(owner, waiting);
      const ended = performance.now();
      owner.worked(ended - began);
      if (ended >= this.#sliceEnd) return;
    }
  }

  /** True when nothing of the owner's waits any more. */
  #slice(owner: Owner, { jobs, answers }: Waiting): boolean {
    if (owner.isOver) {
      jobs.forEach((job) => job.giveUp());
      answers.forEach((answer) => answer());
      return true;
    }
    const [job] = jobs;
    const answer = job?.advance(this.#sliceEnd) ?? null;
    if (answer === null) return false;
    answers.push(answer);
    jobs.shift();
    if (jobs.length > 0) return false;
    answers.forEach((one) => one());
    return true;
  }

  #openTurn(): void {
    if (this.#isTurnOpen) return;
    this.#isTurnOpen = true;
    this.#sliceEnd = performance.now() + SLICE_MILLISECONDS;
    setImmediate(() => this.#turn());
  }

  /** Takes the owner whose turn it is out of its queue. */
  #next(): readonly [Owner, Waiting] | null {
    const mayBeFresh = this.#served.size === 0 || this.#freshInARow < MAX_FRESH_IN_A_ROW;
    const queue = mayBeFresh && this.#fresh.size > 0 ? this.#fresh : this.#served;
    this.#freshInARow = queue === this.#fresh ? this.#freshInARow + 1 : 0;
    for (const [owner, waiting] of queue) {
      queue.delete(owner);
      return [owner, waiting];
    }
    return null;
  }
}

type Queue = Map<Owner, Waiting>;

interface Waiting {
  readonly jobs: Job[];
  /** Callbacks of the finished jobs. */
  readonly answers: (() => void)[];
}

interface Job {
  /** Runs until its slice ends; answers what tells its result, or null when it is not done. */
  advance(until: number): (() => void) | null;
  giveUp(): void;
}

function advance<T>(
  work: Work<T>,
  until: number,
  resolve: (result: T) => void,
  reject: (error: unknown) => void,
): (() => void) | null {
  try {
    for (;;) {
      const { done, value } = work.next();
      if (done === true) return () => resolve(value);
      if (performance.now() >= until) return null;
    }
  } catch (error) {
    return () => reject(error);
  }
}
