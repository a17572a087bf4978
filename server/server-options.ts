import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { TokenIssuer } from './auth/tokens';
import type { Config } from './config';
import type { Database } from './db/database';
import type { Executor } from './execution/executor';
import type { FirstTab } from './http/first-tab';
import type { TimeLimits } from './limits/limit-time';
import type { Words } from './messages/words';
import type { RequestContext } from './request/request-context';

export interface ServerOptions {
  readonly config: Config;
  readonly database: Database;
  readonly clock?: () => Date;
  readonly log?: Logger;
  /** Token issuers besides the configured one, such as the demo's. */
  readonly issuers?: readonly TokenIssuer[];
  readonly firstTab?: FirstTab;
  readonly seconds?: TimeLimits;
  /** Tests compare the default executor with graphql-js. */
  readonly executorOf?: (schema: GraphQLSchema) => Pick<Executor, 'execute'>;
  readonly plugins?: readonly ApolloServerPlugin<RequestContext>[];
  readonly freeMilliseconds?: number;
  /** Tests answer in another language. */
  readonly wordsOf?: (request: Pick<FastifyRequest, 'headers'>) => Words;
  readonly refilling?: boolean;
}
