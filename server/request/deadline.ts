/** A request was given up because its time was over. */
export class TimedOut extends Error {}

/** How long a request may take. What it waits for ends when its time is over, and nothing new is begun. */
export class Deadline {
  readonly #over = new AbortController();
  readonly #expiry: Promise<never>;
  #timer: NodeJS.Timeout | undefined;
  seconds = 0;

  constructor() {
    this.#expiry = new Promise((_resolve, reject) => {
      this.#over.signal.addEventListener('abort', () => reject(new TimedOut()), { once: true });
    });
    // It may expire while nobody waits.
    this.#expiry.catch(() => undefined);
  }

  get isOver(): boolean {
    return this.#over.signal.aborted;
  }

  start(seconds: number): void {
    this.seconds = seconds;
    this.#timer = setTimeout(() => this.#over.abort(), seconds * 1000);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** The work's result, or TimedOut, whichever is first. */
  async within<T>(work: () => Promise<T>): Promise<T> {
    if (this.isOver) throw new TimedOut();
    return Promise.race([work(), this.#expiry]);
  }
}
