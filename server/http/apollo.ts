import { ApolloServer, type ApolloServerOptions, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { RequestContext } from '../request/request-context';
import type { AnswerWriter } from '../execution/answer-writer';
import { asGateway, type Executor } from '../execution/executor';
import { chargeForChecking } from '../limits/charge-for-checking';
import { hideNames } from './hide-names';
import { answerJsonClientsWith200 } from './json-clients';
import type { KnownQueries } from '../execution/known-queries';
import type { AnswerLimits } from '../limits/limit-answer';
import { limitOperations, type OperationLimits } from '../limits/limit-operations';
import { limitTime, type Seconds } from '../limits/limit-time';
import { LIMITS } from '../limits/limits';
import { noteOperations } from '../execution/note-operation';
import { logFaults, showError } from './mask-errors';
import { normalizeOperationName } from '../execution/operation-name';
import { RecentDocuments } from '../execution/recent-documents';
import { refuseRepetition } from '../limits/refuse-repetition';

/** For parsed and validated documents. */
const MAX_BYTES = 20_000_000;

type DocumentStore = Exclude<ApolloServerOptions<RequestContext>['documentStore'], null | undefined>;

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly executor: Pick<Executor, 'execute'>;
  readonly log: Logger;
  readonly limits: OperationLimits;
  readonly answers: AnswerLimits;
  readonly writer: AnswerWriter;
  readonly known: KnownQueries;
  readonly introspection: boolean;
  readonly seconds: Seconds;
  readonly plugins?: readonly ApolloServerPlugin<RequestContext>[];
}

/** Apollo Server with our limits and our errors. */
export function createApollo({
  schema,
  executor,
  log,
  limits,
  answers,
  writer,
  known,
  introspection,
  seconds,
  plugins = [],
}: ApolloOptions): ApolloServer<RequestContext> {
  const checking = chargeForChecking();
  return new ApolloServer<RequestContext>({
    gateway: asGateway(schema, executor, answers, writer, (text, document) => known.remember(text, document)),
    introspection,
    csrfPrevention: true,
    // Documents are cached here by their text; a store of hashes would only add a way to fail.
    persistedQueries: false,
    documentStore: recentDocuments(),
    parseOptions: { maxTokens: LIMITS.tokens },
    validationRules: [checking.rule, refuseRepetition],
    validationOptions: { maxErrors: LIMITS.validationErrors },
    stringifyResult: (result) => writer.answerText(result),
    includeStacktraceInErrorResponses: false,
    formatError: introspection ? showError : (shown, error) => hideNames(showError(shown, error), error),
    logger: log,
    // The server itself decides when to stop (server.ts).
    stopOnTerminationSignals: false,
    plugins: [
      normalizeOperationName(),
      noteOperations(),
      checking.plugin,
      limitOperations(limits),
      limitTime(seconds),
      logFaults(log),
      answerJsonClientsWith200(),
      // Ours is mounted beside Apollo, where it is switched on (mount-graphql.ts).
      ApolloServerPluginLandingPageDisabled(),
      // It would wrap every field of the schema, to say how long answers may be kept: ours are for whoever asked.
      ApolloServerPluginCacheControlDisabled(),
      ...plugins,
    ],
  });
}

/** Apollo's own store measures a document by writing it out as JSON, which takes a tenth of the time of checking it. */
function recentDocuments(): DocumentStore {
  const documents = new RecentDocuments<DocumentNode>(MAX_BYTES);
  return {
    get: async (key) => documents.get(key),
    set: async (key, document) => documents.set(key, document, document.loc?.source.body.length ?? 0),
    delete: async (key) => documents.delete(key),
  };
}
