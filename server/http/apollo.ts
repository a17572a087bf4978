import type { SchemaExposure } from '../config';
import { ApolloServer, type ApolloServerOptions, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { RequestContext } from '../request/request-context';
import type { AnswerWriter } from '../execution/answer-writer';
import { createGateway, type Executor } from '../execution/executor';
import { chargeForValidation } from '../limits/charge-for-validation';
import { explainOneOf } from './explain-one-of';
import { hideNames } from './hide-names';
import { setRefusalStatus } from './refusal-status';
import type { KnownQueries } from '../execution/known-queries';
import type { AnswerLimits } from '../limits/limit-answer';
import { limitOperations, type OperationLimits } from '../limits/limit-operations';
import { limitTime, type TimeLimits } from '../limits/limit-time';
import { LIMITS } from '../limits/limits';
import type { DeprecatedUses } from '../execution/deprecated-uses';
import { noteOperations } from '../execution/note-operation';
import { logFaults, maskError } from './mask-errors';
import { normalizeOperationName } from '../execution/operation-name';
import { RecentDocuments } from '../execution/recent-documents';
import { requirePageSize } from '../limits/require-page-size';
import { refuseRepetition } from '../limits/refuse-repetition';

const MAX_CACHE_BYTES = 20_000_000;

type DocumentStore = Exclude<ApolloServerOptions<RequestContext>['documentStore'], null | undefined>;

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly executor: Pick<Executor, 'execute'>;
  readonly log: Logger;
  readonly limits: OperationLimits;
  readonly answers: AnswerLimits;
  readonly writer: AnswerWriter;
  readonly known: KnownQueries;
  readonly deprecated: DeprecatedUses;
  readonly exposure: SchemaExposure;
  readonly seconds: TimeLimits;
  readonly plugins?: readonly ApolloServerPlugin<RequestContext>[];
}

export function createApollo({
  schema,
  executor,
  log,
  limits,
  answers,
  writer,
  known,
  deprecated,
  exposure,
  seconds,
  plugins = [],
}: ApolloOptions): ApolloServer<RequestContext> {
  const checking = chargeForValidation();
  return new ApolloServer<RequestContext>({
    gateway: createGateway(schema, executor, answers, writer, (text, document) =>
      known.remember(text, document),
    ),
    introspection: exposure === 'full',
    csrfPrevention: true,
    // The document store below already avoids repeated parsing. Persisted queries would only add failure modes.
    persistedQueries: false,
    documentStore: recentDocuments(),
    parseOptions: { maxTokens: LIMITS.tokens },
    // The message names arguments, which a hidden schema does not show. Reading the list requires a size, too.
    validationRules: [checking.rule, refuseRepetition, ...(exposure === 'hidden' ? [] : [requirePageSize])],
    validationOptions: { maxErrors: LIMITS.validationErrors },
    stringifyResult: (result) => writer.answerText(result),
    includeStacktraceInErrorResponses: false,
    formatError: (formatted, error) => {
      const shown = maskError(formatted, error);
      return exposure === 'hidden' ? hideNames(shown, error) : explainOneOf(schema, shown, error);
    },
    logger: log,
    // main.ts handles termination signals.
    stopOnTerminationSignals: false,
    plugins: [
      normalizeOperationName(),
      noteOperations(deprecated),
      checking.plugin,
      limitOperations(limits),
      limitTime(seconds),
      logFaults(log),
      setRefusalStatus(),
      // mount-graphql.ts serves the landing page.
      ApolloServerPluginLandingPageDisabled(),
      // Cache control would wrap the resolver of every field. Answers are private to the caller and are not cached.
      ApolloServerPluginCacheControlDisabled(),
      ...plugins,
    ],
  });
}

/** Apollo's own store serializes each document to measure its size, which takes a tenth of the time of validation. */
function recentDocuments(): DocumentStore {
  const documents = new RecentDocuments<DocumentNode>(MAX_CACHE_BYTES);
  return {
    get: async (key) => documents.get(key),
    set: async (key, document) => documents.set(key, document, document.loc?.source.body.length ?? 0),
    delete: async (key) => documents.delete(key),
  };
}
