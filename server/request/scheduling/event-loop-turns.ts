import { performance } from 'node:perf_hooks';

/** Time per turn of the event loop for completing answers, for all requests together. */
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

  get end(): number {
    return this.#end;
  }
}
