/** Runs one piece of work at a time. Callers take turns, regardless of how much work each of them queues. */
export class Mutex {
  #isBusy = false;
  /** Waiting work by caller; the caller whose turn it is comes first. */
  readonly #waiting = new Map<string, (() => void)[]>();

  async run<T>(caller: string, work: () => Promise<T>): Promise<T> {
    if (this.#isBusy) await this.#waitForTurn(caller);
    this.#isBusy = true;
    try {
      return await work();
    } finally {
      this.#startNext();
    }
  }

  #waitForTurn(caller: string): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(caller);
      if (waiting === undefined) this.#waiting.set(caller, [resolve]);
      else waiting.push(resolve);
    });
  }

  /** The mutex stays busy during the handover, so that no new caller overtakes the next caller. */
  #startNext(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#isBusy = false;
      return;
    }
    const [caller, waiting] = next;
    this.#waiting.delete(caller);
    const [begin, ...rest] = waiting;
    if (rest.length > 0) this.#waiting.set(caller, rest);
    begin?.();
  }
}
