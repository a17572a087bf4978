import type { Deadline } from './deadline';
import type { Owner } from './scheduler';

/** Takes points for work that earlier points do not pay for; answers why no more is done when they are missing. */
export type PayForWork = (milliseconds: number) => Error | null;

/** Owns the work of one request: it ends with the time of the request, and rules also with the points of the caller. */
export class RequestOwner implements Owner {
  readonly #deadline: Pick<Deadline, 'isOver' | 'error'>;
  /** Null until the caller is known. */
  #pay: PayForWork | null = null;
  refusal: Error | null = null;
  readonly role = 'caller';
  caller: string;

  constructor(deadline: Pick<Deadline, 'isOver' | 'error'>, address: string) {
    this.#deadline = deadline;
    this.caller = address;
  }

  get isOver(): boolean {
    return this.#deadline.isOver;
  }

  error(): Error {
    return this.#deadline.error();
  }

  /** Replaces the address, which stands for the caller before authentication. */
  isOf(caller: string, pay: PayForWork): void {
    this.caller = caller;
    this.#pay = pay;
  }

  worked(milliseconds: number): void {
    this.refusal ??= this.#pay?.(milliseconds) ?? null;
  }
}
