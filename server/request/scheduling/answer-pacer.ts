import { performance } from 'node:perf_hooks';
import type { Reader } from '../../db/database';
import type { Work } from '../../rules';
import { SLICE_MILLISECONDS } from './scheduler';
import { EventLoopTurns } from './event-loop-turns';

/**
 * The number of pending values that an answer may add before the time is checked again. The check comes after their resolvers
 * have continued, each for about 10 µs.
 */
const MAX_EXPECTED = 250;

/** Continues when a value has arrived, or gives it up with the error of abandoned work. */
export interface Arrival {
  take(): void;
  giveUp(error: unknown): void;
}

/**
 * Completes a large answer in slices, so that other requests are served in between. Loaders dispatch their batches after
 * the last slice, so slicing does not change the number of statements.
 */
export class AnswerPacer {
  readonly #inSlices: ((work: Work<void>) => Promise<void>) | null;
  readonly #turns: EventLoopTurns;
  readonly #note: (milliseconds: number) => void;
  /** The last turn in which a value arrived. */
  #turn: number | null = null;
  /** When the time of a late value is used up, as `performance.now()` counts. */
  #lateEnd = 0;
  /** The number of pending values that the answer has added in that turn, or in the current slice. */
  #expected = 0;
  #isLate = false;
  readonly #late: Arrival[] = [];
  readonly #batches: (() => void)[] = [];

  /**
   * `inSlices` runs work in slices; null: everything is done at once. `note` is told the time of values that are taken at once,
   * outside slices.
   */
  constructor(
    inSlices: ((work: Work<void>) => Promise<void>) | null,
    turns = new EventLoopTurns(),
    note: (milliseconds: number) => void = () => undefined,
  ) {
    this.#inSlices = inSlices;
    this.#turns = turns;
    this.#note = note;
  }

  /** True when the remaining items of a list must be postponed. */
  get isUsedUp(): boolean {
    if (this.#inSlices === null) return false;
    return !this.#isInTime(performance.now());
  }

  /** Counts a pending value. */
  expect(): void {
    this.#expected += 1;
  }

  arrive(arrival: Arrival): void {
    if (this.#inSlices === null) return arrival.take();
    const now = performance.now();
    if (!this.#isLate && this.#isInTime(now)) {
      arrival.take();
      return this.#note(performance.now() - now);
    }
    this.#late.push(arrival);
    if (!this.#isLate) void this.#catchUp(this.#inSlices);
  }

  /** For DataLoader: calls back when all that is asked for at once has been asked for. */
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
    const turn = this.#turns.current;
    if (this.#turn !== turn) {
      this.#turn = turn;
      this.#expected = 0;
    }
    return now < this.#turns.end && this.#expected < MAX_EXPECTED;
  }

  async #catchUp(inSlices: (work: Work<void>) => Promise<void>): Promise<void> {
    this.#isLate = true;
    while (this.#late.length > 0) {
      try {
        await inSlices(this.#takeLate());
      } catch (error) {
        for (const arrival of this.#late.splice(0)) arrival.giveUp(error);
      }
    }
    this.#isLate = false;
    for (const dispatch of this.#batches.splice(0)) this.schedule(dispatch);
  }

  /** Takes late values until the answer waits for MAX_EXPECTED new ones. */
  *#takeLate(): Work<void> {
    this.#expected = 0;
    for (let next = this.#late.shift(); next !== undefined; next = this.#late.shift()) {
      this.#lateEnd = performance.now() + SLICE_MILLISECONDS;
      try {
        next.take();
      } catch (error) {
        next.giveUp(error);
      }
      if (this.#expected >= MAX_EXPECTED) return;
      yield;
    }
  }
}

/** A reader with the pace of its request. */
export interface Batching extends Reader {
  readonly schedule?: (dispatch: () => void) => void;
}

/** DataLoader options that delay a batch until the answer is completed as far as possible. */
export function batchedBy({ schedule }: Batching): { readonly batchScheduleFn?: AnswerPacer['schedule'] } {
  return schedule === undefined ? {} : { batchScheduleFn: schedule };
}
