import { addDays } from '../../server/rules';
import { TODAY } from './data';
import { ORDINARY, type Setting } from './settings';

/** The kinds of callers. Each attacker has a purse and an address of its own. */
export type Attacker = 'anonymous' | 'admin' | 'agent' | 'programme-admin';

/** One request. */
export interface Sent {
  readonly body: string;
  /** Sends the body in pieces, without its length. */
  readonly pieces?: Pieces;
  readonly headers?: Readonly<Record<string, string>>;
  /** Leaves the answer in the server's buffers. */
  readonly isUnread?: boolean;
}

export interface Pieces {
  readonly bytes: number;
  /** The pause after each piece; 0 sends them as fast as possible. */
  readonly milliseconds: number;
}

export interface Attack {
  readonly name: string;
  readonly by: Attacker;
  /** Answers the request with this number. */
  readonly request: (number: number) => Sent;
  /** The expected outcomes (outcome.ts). Any other outcome fails the attack, so a malformed request never passes. */
  readonly expects: readonly string[];
  /** The server that is attacked. */
  readonly on: Setting;
  /** Requests that one attacker has in flight at once. */
  readonly inFlight: number;
  /** The purse whose loss is the price of the attack. */
  readonly paidBy: PaidBy;
}

/**
 * `purse`: the points taken from it; a number: the points of the address for each answer to wrong credentials; `nobody`: the
 * attack is free.
 */
export type PaidBy = 'purse' | 'nobody' | number;

/** The attacks on one part of the server. */
export interface Subject {
  readonly subject: string;
  readonly attacks: readonly Attack[];
}

type Options = Partial<Pick<Attack, 'on' | 'inFlight' | 'paidBy'>>;

/** An attack that expects `expects`, or one of several outcomes. */
export function attack(
  by: Attacker,
  name: string,
  expects: string | readonly string[],
  request: Attack['request'],
  options: Options = {},
): Attack {
  return {
    name,
    by,
    request,
    expects: typeof expects === 'string' ? [expects] : expects,
    on: ORDINARY,
    inFlight: 1,
    paidBy: 'purse',
    ...options,
  };
}

/** The maximum number of aliases in one operation. */
export const MAX_ALIASES = 15;

export const MEGABYTE = 1_000_000;

export const json = (query: string, variables?: object): Sent => ({
  body: JSON.stringify({ query, variables }),
});

/** Builds a request once, on first use. A megabyte of JSON takes longer to write than the server takes to refuse it. */
export function always(make: () => Sent): () => Sent {
  let made: Sent | undefined;
  return () => (made ??= make());
}

export const aliases = (field: (i: number) => string, count = MAX_ALIASES): string =>
  Array.from({ length: count }, (_, i) => `a${i}: ${field(i)}`).join('\n');

/** A different day for each alias and request, so that no answer repeats an earlier one. */
export const dayOf = (i: number, number = 0) => addDays(TODAY, -(i + MAX_ALIASES * (number % 20)));

export const list = <T>(length: number, item: (i: number) => T): readonly T[] =>
  Array.from({ length }, (_, i) => item(i));
