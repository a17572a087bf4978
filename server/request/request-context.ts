import type { Context } from './context';
import type { Sent } from '../db/statements';
import type { Deadline } from './deadline';

/** The context of one HTTP request: what resolvers see, and what the edge keeps beside it. */
export interface RequestContext extends Context {
  readonly address: string;
  readonly deadline: Deadline;
  readonly noted: Noted;
  readonly sent: Sent;
}

/** What is noted of a request on its way, for the log, the metrics and `extensions.cost`. */
export interface Noted {
  operationName?: string;
  operationType?: string;
  /** The code of the first error. */
  errorCode?: string;
  cost?: Spent;
}

/** What a request cost, and what is left of the minute. */
export interface Spent {
  readonly requested: number;
  readonly limit: number;
  readonly remaining: number;
  readonly resetsInSeconds: number;
}
