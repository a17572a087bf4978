import { performance } from 'node:perf_hooks';
import type { Reader } from '../db/database';
import type { Work } from '../rules';
import { SLICE_MILLISECONDS } from './scheduler';
import { Turns } from './turns';

/** Longer than this an answer is not completed in one turn of the event loop. */
const TURN_MILLISECONDS = 5;

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
export class Pace {
  readonly #inSlices: ((work: Work<void>) => Promise<void>) | null;
  readonly #turns: Turns;
  /** The last turn in which a value arrived. */
  #turn: number | null = null;
  /** When the time of that turn, or of a late value, is used up, as `performance.now()` counts. */
  #turnEnd = 0;
  /** The number of pending values that the answer has added in that turn, or in the current slice. */
  #expected = 0;
  #isLate = false;
  readonly #late: Arrival[] = [];
  readonly #batches: (() => void)[] = [];

  /** `inSlices` runs work in slices; null: everything is done at once. */
  constructor(inSlices: ((work: Work<void>) => Promise<void>) | null, turns = new Turns()) {
    this.#inSlices = inSlices;
    this.#turns = turns;
  }

  /** True when the remaining items of a list must be postponed. */
  get isUsedUp(): boolean {
    if (this.#inSlices === null) return false;
    return this.#isLate ? !this.#hasTime(performance.now()) : !this.#isInTime();
  }

  /** Counts a pending value. */
  expect(): void {
    this.#expected += 1;
  }

  arrive(arrival: Arrival): void {
    if (this.#inSlices === null || (!this.#isLate && this.#isInTime())) return arrival.take();
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

  #isInTime(): boolean {
    const now = performance.now();
    const turn = this.#turns.current;
    if (this.#turn !== turn) {
      this.#turn = turn;
      this.#turnEnd = now + TURN_MILLISECONDS;
      this.#expected = 0;
    }
    return this.#hasTime(now);
  }

  #hasTime(now: number): boolean {
    return now < this.#turnEnd && this.#expected < MAX_EXPECTED;
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
      this.#turnEnd = performance.now() + SLICE_MILLISECONDS;
      next.take();
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
export function batchedBy({ schedule }: Batching): { readonly batchScheduleFn?: Pace['schedule'] } {
  return schedule === undefined ? {} : { batchScheduleFn: schedule };
}
