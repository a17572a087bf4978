/** Numbers the turns of the event loop, for all requests of a process. */
export class Turns {
  #current = 0;
  #isCounted = true;

  get current(): number {
    if (this.#isCounted) {
      this.#isCounted = false;
      setImmediate(() => {
        this.#isCounted = true;
        this.#current++;
      });
    }
    return this.#current;
  }
}
