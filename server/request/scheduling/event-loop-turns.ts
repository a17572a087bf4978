import { performance } from 'node:perf_hooks';

/** In one turn of the event loop, the answers of all requests together are completed for this time. */
const TURN_MILLISECONDS = 5;

/** Numbers the turns of the event loop, for all requests of a process. */
export class EventLoopTurns {
  #current = 0;
  #isCounted = true;
  #end = 0;

  get current(): number {
    if (this.#isCounted) {
      this.#isCounted = false;
      this.#end = performance.now() + TURN_MILLISECONDS;
      setImmediate(() => {
        this.#isCounted = true;
        this.#current++;
      });
    }
    return this.#current;
  }

  /** When the time of the current turn is used up, as `performance.now()` counts. */
  get end(): number {
    return this.#end;
  }
}
