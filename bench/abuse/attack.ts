import { addDays } from '../../server/rules';
import { TODAY } from './data';
import { ORDINARY, type Setting } from './settings';

export type Attacker = 'anonymous' | 'admin' | 'agent' | 'programme-admin';

export interface AttackRequest {
  readonly body: string;
  /** If set, the body is sent in chunks, without a Content-Length. */
  readonly pieces?: ChunkPacing;
  readonly headers?: Readonly<Record<string, string>>;
  /** If true, the attacker leaves the answer unread in the server's buffers. */
  readonly isUnread?: boolean;
}

export interface ChunkPacing {
  readonly bytes: number;
  /** Pause after each piece. 0 sends the pieces as fast as possible. */
  readonly milliseconds: number;
}

export interface Attack {
  readonly name: string;
  readonly by: Attacker;
  readonly request: (number: number) => AttackRequest;
  /** Outcomes in the format of outcome.ts. Any other outcome fails the attack, so a malformed request never passes. */
  readonly expects: readonly string[];
  readonly on: Setting;
  readonly inFlight: number;
  readonly paidBy: PaidBy;
}

/**
 * `budget`: the attackers pay from their point budgets. A number: each answer to wrong credentials costs the attacker's
 * address that many points. `nobody`: the attack is free.
 */
export type PaidBy = 'budget' | 'nobody' | number;

export interface AttackGroup {
  readonly subject: string;
  readonly attacks: readonly Attack[];
}

type Options = Partial<Pick<Attack, 'on' | 'inFlight' | 'paidBy'>>;

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
    paidBy: 'budget',
    ...options,
  };
}

export const MAX_ALIASES = 15;

export const MEGABYTE = 1_000_000;

export const jsonRequest = (query: string, variables?: object): AttackRequest => ({
  body: JSON.stringify({ query, variables }),
});

/**
 * Builds a request once, on first use: serializing a megabyte of JSON takes longer than the server takes to refuse it.
 */
export function buildOnce(make: () => AttackRequest): () => AttackRequest {
  let made: AttackRequest | undefined;
  return () => (made ??= make());
}

export const aliases = (field: (i: number) => string, count = MAX_ALIASES): string =>
  Array.from({ length: count }, (_, i) => `a${i}: ${field(i)}`).join('\n');

/** A different day for each alias and request, so that no answer repeats an earlier one. */
export const distinctDay = (i: number, number = 0) => addDays(TODAY, -(i + MAX_ALIASES * (number % 20)));

export const list = <T>(length: number, item: (i: number) => T): readonly T[] =>
  Array.from({ length }, (_, i) => item(i));
