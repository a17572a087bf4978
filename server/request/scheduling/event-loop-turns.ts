import { performance } from 'node:perf_hooks';

/** Time that all requests together may spend on completing answers in one turn of the event loop. */
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
