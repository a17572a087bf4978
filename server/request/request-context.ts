import type { Context } from './context';
import type { Deadline } from './deadline';

/** The context of one HTTP request: what resolvers see, and what the edge keeps beside it. */
export interface RequestContext extends Context {
  readonly address: string;
  readonly deadline: Deadline;
  operationName?: string;
  operationType?: string;
  /** The code of the first error, for the log and the metrics. */
  errorCode?: string;
  cost?: {
    readonly requested: number;
    readonly limit: number;
    readonly remaining: number;
    readonly resetsInSeconds: number;
  };
}
