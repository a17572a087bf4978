import { performance } from 'node:perf_hooks';
import type { Reader } from '../../db/database';
import type { Work } from '../../rules';
import { SLICE_MILLISECONDS } from './scheduler';
import { EventLoopTurns } from './event-loop-turns';

/**
 * Maximum number of pending values that an answer adds before the time is checked again. Before the check, the
 * resolvers of these values continue, which takes about 10 µs per value.
 */
const MAX_EXPECTED = 250;

/**
 * A value that has arrived. `take` continues with it; `reject` replaces it with an error when the request is abandoned.
 */
export interface ArrivedValue {
  take(): void;
  reject(error: unknown): void;
}

/**
 * Completes a large answer in slices, so that other requests are served in between. Loaders dispatch their batches
 * after the last slice, so slicing does not change the number of statements.
 */
export class AnswerPacer {
  readonly #inSlices: ((work: Work<void>) => Promise<void>) | null;
  readonly #eventLoopTurns: EventLoopTurns;
  readonly #note: (milliseconds: number) => void;
  #lastTurn: number | null = null;
  /** When the time for the current late value is used up, on the `performance.now()` clock. */
  #lateEnd = 0;
  /** The number of pending values that the answer has added in the last turn or the current slice. */
  #expected = 0;
  #isLate = false;
  readonly #late: ArrivedValue[] = [];
  readonly #batches: (() => void)[] = [];

  /**
   * `inSlices` runs work in slices; if it is null, values are taken as they arrive. `note` receives the time spent on
   * values outside slices.
   */
  constructor(
    inSlices: ((work: Work<void>) => Promise<void>) | null,
    eventLoopTurns = new EventLoopTurns(),
    note: (milliseconds: number) => void = () => undefined,
  ) {
    this.#inSlices = inSlices;
    this.#eventLoopTurns = eventLoopTurns;
    this.#note = note;
  }

  get isUsedUp(): boolean {
    if (this.#inSlices === null) return false;
    return !this.#isInTime(performance.now());
  }

  expect(): void {
    this.#expected += 1;
  }

  arrive(arrival: ArrivedValue): void {
    if (this.#inSlices === null) return arrival.take();
    const now = performance.now();
    if (!this.#isLate && this.#isInTime(now)) {
      arrival.take();
      return this.#note(performance.now() - now);
    }
    this.#late.push(arrival);
    if (!this.#isLate) void this.#catchUp(this.#inSlices);
  }

  /** DataLoader's default schedule, except that batches wait until late values have been taken. */
  readonly schedule = (dispatch: () => void): void => {
    void Promise.resolve().then(() =>
      process.nextTick(() => {
        if (this.#isLate) this.#batches.push(dispatch);
        else dispatch();
      }),
    );
  };

  #isInTime(now: number): boolean {
    if (this.#isLate) return now < this.#lateEnd && this.#expected < MAX_EXPECTED;
    const turn = this.#eventLoopTurns.current;
    if (this.#lastTurn !== turn) {
      this.#lastTurn = turn;
      this.#expected = 0;
    }
    return now < this.#eventLoopTurns.end && this.#expected < MAX_EXPECTED;
  }

  async #catchUp(inSlices: (work: Work<void>) => Promise<void>): Promise<void> {
    this.#isLate = true;
    while (this.#late.length > 0) {
      try {
        await inSlices(this.#takeLate());
      } catch (error) {
        for (const arrival of this.#late.splice(0)) arrival.reject(error);
      }
    }
    this.#isLate = false;
    for (const dispatch of this.#batches.splice(0)) this.schedule(dispatch);
  }

  *#takeLate(): Work<void> {
    this.#expected = 0;
    for (let next = this.#late.shift(); next !== undefined; next = this.#late.shift()) {
      this.#lateEnd = performance.now() + SLICE_MILLISECONDS;
      try {
        next.take();
      } catch (error) {
        next.reject(error);
      }
      if (this.#expected >= MAX_EXPECTED) return;
      yield;
    }
  }
}

export interface BatchingReader extends Reader {
  readonly schedule?: (dispatch: () => void) => void;
}

export function batchOptions({ schedule }: BatchingReader): {
  readonly batchScheduleFn?: AnswerPacer['schedule'];
} {
  return schedule === undefined ? {} : { batchScheduleFn: schedule };
}
