import { randomUUID } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { errorHash } from './error-hash';
import { noteWords, wordsFor } from './error-words';
import { sentence, type Sentence } from '../messages';
import { limitValuesOf } from '../messages/limit-values';
import type { Words } from '../messages/words';
import type { RequestContext } from '../request/request-context';
import { Abandoned, TimedOut } from '../request/scheduling/deadline';
import { Unavailable } from '../request/unavailable';
import { LIMITS } from '../limits/limits';
import { isWrongArgument } from '../limits/wrong-argument';

/** The code of unexpected errors. Callers see only an error id; the details are in the log. */
const FAULT = 'INTERNAL_SERVER_ERROR';

// graphql-js gives these errors no code.
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] \d+ tokens/;
const INTROSPECTION_TOO_DEEP = /^Maximum introspection depth exceeded/;
const TOO_MANY_ERRORS = /^Too many validation errors/;
const TOO_MUCH_TO_VALIDATE = 'Validation aborted.';
const TOO_DEEP_TO_PARSE = /^Syntax Error: Maximum call stack|^Maximum call stack/;

const errorIds = new WeakMap<Error, string>();

export function logFaults(log: Logger): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue }) {
          const { details, requestId, words } = contextValue;
          details.errorCode ??= codeOf(errors[0]);
          noteWords(errors, words);
          for (const error of errors) {
            if (isFault(error)) logFault(log, error, requestId);
            const cause = unwrap(error);
            if (cause instanceof Unavailable)
              log.warn({ err: withoutValues(cause.cause), requestId }, 'busy');
          }
        },
      };
    },
    async unexpectedErrorProcessingRequest({ error, requestContext }) {
      logFault(log, error, requestContext.contextValue.requestId);
    },
  };
}

/** Characters shown at each end of a long message. graphql-js quotes invalid values in full. */
const MAX_SHOWN_CHARACTERS = 1000;

export function maskError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { message, ...rest } = mask(formatted, error, wordsFor(error));
  if (message.length <= 2 * MAX_SHOWN_CHARACTERS) return { message, ...rest };
  return {
    message:
      `${message.slice(0, MAX_SHOWN_CHARACTERS)}…${message.slice(-MAX_SHOWN_CHARACTERS)}`.toWellFormed(),
    ...rest,
  };
}

function mask(formatted: GraphQLFormattedError, error: unknown, words: Words): GraphQLFormattedError {
  if (TOO_MANY_TOKENS.test(formatted.message)) {
    return withLimit(formatted, 'TOO_MANY_TOKENS', sentence('limit.tokens', { max: LIMITS.tokens }), words);
  }
  if (TOO_MANY_ERRORS.test(formatted.message)) {
    return withCode(formatted, 'TOO_MANY_ERRORS', formatted.message);
  }
  if (formatted.message === TOO_MUCH_TO_VALIDATE) {
    const reason = sentence('limit.validation', { max: LIMITS.definitions });
    return withLimit(formatted, 'TOO_EXPENSIVE', reason, words);
  }
  if (TOO_DEEP_TO_PARSE.test(formatted.message)) {
    return withCode(formatted, 'TOO_DEEP', words.say(sentence('limit.nesting')));
  }
  if (INTROSPECTION_TOO_DEEP.test(formatted.message)) {
    return withCode(formatted, 'INTROSPECTION_TOO_DEEP', formatted.message);
  }
  const cause = unwrap(error);
  const told = sentenceOf(cause);
  if (cause instanceof TimedOut) return withLimit(formatted, cause.code, cause.sentence, words);
  const code = formatted.extensions?.['code'];
  if (code !== FAULT && told !== null) return withLimit(formatted, String(code), told, words);
  if (code !== FAULT) return formatted;
  if (isWrongArgument(error)) return withCode(formatted, 'BAD_USER_INPUT', formatted.message);
  const errorId = errorIds.get(cause) ?? 'unknown';
  return {
    ...formatted,
    message: words.say(sentence('error.internal', { errorId })),
    extensions: { code: FAULT, errorId, errorHash: errorHash(cause) },
  };
}

export function logFault(log: Logger, error: Error, requestId: string): string {
  const cause = unwrap(error);
  const errorId = randomUUID();
  errorIds.set(cause, errorId);
  const path = error instanceof GraphQLError ? error.path?.join('.') : undefined;
  const hash = errorHash(cause);
  log.error({ err: withoutValues(cause), errorId, errorHash: hash, requestId, path }, 'fault');
  return errorId;
}

/** Database errors also hold statement parameters, which are personal data. */
function withoutValues(error: Error): object {
  const { name, message, stack, cause } = error;
  const code = (error as { code?: unknown }).code;
  return {
    type: name,
    message,
    code,
    stack,
    ...(cause instanceof Error && { cause: withoutValues(cause) }),
  };
}

function codeOf(error: GraphQLError | undefined): string {
  const code = error?.extensions['code'];
  if (typeof code === 'string') return code;
  return isWrongArgument(error) ? 'BAD_USER_INPUT' : FAULT;
}

function isFault(error: GraphQLError): boolean {
  return codeOf(error) === FAULT && !(unwrap(error) instanceof Abandoned);
}

/** Null for errors of graphql-js and Apollo, which have their own messages. */
function sentenceOf(error: Error): Sentence | null {
  if ('sentence' in error) return error.sentence as Sentence;
  // Apollo wraps the errors of validation rules.
  return error instanceof GraphQLError && error.originalError ? sentenceOf(error.originalError) : null;
}

/** Returns the original error, which is the same object for every wrapper that Apollo creates. */
function unwrap(error: unknown): Error {
  const inner = unwrapResolverError(error);
  return inner instanceof Error ? inner : new Error(String(inner));
}

/** An error with its sentence and, if it is about a limit, the values of the limit. */
function withLimit(
  formatted: GraphQLFormattedError,
  code: string,
  reason: Sentence,
  words: Words,
): GraphQLFormattedError {
  const extensions = { ...formatted.extensions, ...limitValuesOf(reason) };
  return withCode({ ...formatted, extensions }, code, words.say(reason));
}

function withCode(formatted: GraphQLFormattedError, code: string, message: string): GraphQLFormattedError {
  return { ...formatted, message, extensions: { ...formatted.extensions, code } };
}
