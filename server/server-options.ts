import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { TokenIssuer } from './auth/tokens';
import type { Config } from './config';
import type { Database } from './db/database';
import type { Executor } from './execution/executor';
import type { FirstTab } from './http/first-tab';
import type { TimeLimits } from './limits/limit-time';
import type { RequestContext } from './request/request-context';

export interface ServerOptions {
  readonly config: Config;
  readonly database: Database;
  readonly clock?: () => Date;
  readonly log?: Logger;
  /** Token issuers besides the configured one, such as the demo's. */
  readonly issuers?: readonly TokenIssuer[];
  /** Sandbox and GraphiQL open with this document. */
  readonly firstTab?: FirstTab;
  readonly seconds?: TimeLimits;
  /** Creates the executor of operations. Tests compare the default one with graphql-js. */
  readonly executorOf?: (schema: GraphQLSchema) => Pick<Executor, 'execute'>;
  readonly plugins?: readonly ApolloServerPlugin<RequestContext>[];
  /** Milliseconds of work per caller and minute that cost no points. */
  readonly freeMilliseconds?: number;
  /** False disables the background refill of outdated spans. */
  readonly refilling?: boolean;
}
