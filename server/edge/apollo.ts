import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { RequestContext } from '../request/request-context';
import { asGateway, type Executor } from './executor';
import type { FirstTab } from './graphiql';
import { answerJsonClientsWith200 } from './json-clients';
import type { KnownQueries } from './known-queries';
import { limitAnswers, type AnswerLimits } from './limit-answer';
import { limitOperations, type OperationLimits } from './limit-operations';
import { limitTime, type Seconds } from './limit-time';
import { LIMITS } from './limits';
import { noteOperations } from './log-requests';
import { logFaults, showError } from './mask-errors';
import { takeEmptyNameForNone } from './operation-name';

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly executor: Pick<Executor, 'execute'>;
  readonly log: Logger;
  readonly limits: OperationLimits;
  readonly answers: AnswerLimits;
  readonly known: KnownQueries;
  readonly introspection: boolean;
  readonly seconds: Seconds;
  readonly plugins?: readonly ApolloServerPlugin<RequestContext>[];
  readonly firstTab: FirstTab;
}

/** Apollo Server with our limits, our errors and our pages. */
export function createApollo({
  schema,
  executor,
  log,
  limits,
  answers,
  known,
  introspection,
  seconds,
  plugins = [],
  firstTab,
}: ApolloOptions): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    gateway: asGateway(schema, executor, (text, document) => known.remember(text, document)),
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
      noteOperations(),
      limitAnswers(answers),
      limitOperations(limits),
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
