import type { Deadline } from './deadline';
import type { Owner } from './scheduler';

/** Charges for work that the points already paid do not cover. Returns the refusal if no points are left. */
export type PayForWork = (milliseconds: number) => Error | null;

/**
 * Owns the work of one request. All of the work ends at the deadline. Rules also end when the caller's points run out.
 */
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

  /** Replaces the address, which identifies the caller until authentication. */
  setCaller(caller: string, pay: PayForWork): void {
    this.caller = caller;
    this.#pay = pay;
  }

  noteTime(milliseconds: number): void {
    this.refusal ??= this.#pay?.(milliseconds) ?? null;
  }
}
