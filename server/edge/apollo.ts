import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { RequestContext } from '../request/request-context';
import { asGateway, Executor } from './executor';
import type { FirstTab } from './graphiql';
import { answerJsonClientsWith200 } from './json-clients';
import { limitOperations } from './limit-operations';
import { limitTime, type Seconds } from './limit-time';
import { LIMITS } from './limits';
import { noteOperation } from './log-requests';
import { logFaults, showError } from './mask-errors';
import { takeEmptyNameForNone } from './operation-name';
import type { RateLimiter } from './rate-limit';

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly executor?: Pick<Executor, 'execute'>;
  readonly log: Logger;
  readonly limiter: RateLimiter;
  readonly introspection: boolean;
  readonly seconds: Seconds;
  readonly plugins?: readonly ApolloServerPlugin<RequestContext>[];
  readonly firstTab: FirstTab;
}

/** Apollo Server with our limits, our errors and our pages. */
export function createApollo({
  schema,
  executor = new Executor(schema),
  log,
  limiter,
  introspection,
  seconds,
  plugins = [],
  firstTab,
}: ApolloOptions): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    gateway: asGateway(schema, executor),
    introspection,
    csrfPrevention: true,
    // Documents are cached here by their text; a store of hashes would only add a way to fail.
    persistedQueries: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationOptions: { maxErrors: LIMITS.validationErrors },
    includeStacktraceInErrorResponses: false,
    formatError: showError,
    logger: log,
    // The server itself decides when to stop (server.ts).
    stopOnTerminationSignals: false,
    plugins: [
      takeEmptyNameForNone(),
      noteOperation(),
      limitOperations(limiter),
      limitTime(seconds),
      logFaults(log),
      answerJsonClientsWith200(),
      ApolloServerPluginLandingPageLocalDefault({
        embed: { initialState: { ...firstTab, pollForSchemaUpdates: false }, runTelemetry: false },
      }),
      // It would wrap every field of the schema, to say how long answers may be kept: ours are for whoever asked.
      ApolloServerPluginCacheControlDisabled(),
      ...plugins,
    ],
  });
}
