import { randomUUID } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { say } from '../messages';
import type { RequestContext } from '../request/request-context';
import { Abandoned } from '../request/scheduling/deadline';
import { Unavailable } from '../request/unavailable';
import { LIMITS } from '../limits/limits';
import { isWrongArgument } from '../limits/wrong-argument';

/** Errors that nobody gave a code are faults of ours: told with an id, whose story is in the log. */
const FAULT = 'INTERNAL_SERVER_ERROR';

/** What graphql-js says when it stops reading; it has no codes for that. */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] \d+ tokens/;
const INTROSPECTION_TOO_DEEP = /^Maximum introspection depth exceeded/;
const TOO_MANY_ERRORS = /^Too many validation errors/;
const TOO_MUCH_TO_VALIDATE = 'Validation aborted.';
const TOO_DEEP_TO_PARSE = /^Syntax Error: Maximum call stack|^Maximum call stack/;

const ids = new WeakMap<Error, string>();

/** Logs each fault whole, under an id of its own, and what others were in the way of as no fault. */
export function logFaults(log: Logger): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue }) {
          contextValue.noted.errorCode ??= codeOf(errors[0]);
          const { requestId } = contextValue;
          for (const error of errors) {
            if (isFault(error)) rememberFault(log, error, requestId);
            const cause = unwrapped(error);
            if (cause instanceof Unavailable)
              log.warn({ err: withoutValues(cause.cause), requestId }, 'busy');
          }
        },
      };
    },
    async unexpectedErrorProcessingRequest({ error, requestContext }) {
      rememberFault(log, error, requestContext.contextValue.requestId);
    },
  };
}

/** Characters of a message at either end, when it is longer than both: graphql-js quotes wrong values whole. */
const CHARACTERS_SHOWN = 1000;

/** The error as the caller sees it. */
export function showError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { message, ...rest } = masked(formatted, error);
  if (message.length <= 2 * CHARACTERS_SHOWN) return { message, ...rest };
  return {
    message: `${message.slice(0, CHARACTERS_SHOWN)}…${message.slice(-CHARACTERS_SHOWN)}`.toWellFormed(),
    ...rest,
  };
}

function masked(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  if (TOO_MANY_TOKENS.test(formatted.message)) {
    return withCode(formatted, 'TOO_MANY_TOKENS', say('limit.tokens', { most: LIMITS.tokens }));
  }
  if (TOO_MANY_ERRORS.test(formatted.message)) {
    return withCode(formatted, 'TOO_MANY_ERRORS', formatted.message);
  }
  if (formatted.message === TOO_MUCH_TO_VALIDATE) {
    return withCode(formatted, 'TOO_EXPENSIVE', say('limit.validation', { most: LIMITS.definitions }));
  }
  if (TOO_DEEP_TO_PARSE.test(formatted.message)) {
    return withCode(formatted, 'TOO_DEEP', say('limit.nesting'));
  }
  if (INTROSPECTION_TOO_DEEP.test(formatted.message)) {
    return withCode(formatted, 'INTROSPECTION_TOO_DEEP', formatted.message);
  }
  if (formatted.extensions?.['code'] !== FAULT) return formatted;
  if (isWrongArgument(error)) return withCode(formatted, 'BAD_USER_INPUT', formatted.message);
  const errorId = ids.get(unwrapped(error)) ?? 'unknown';
  return {
    ...formatted,
    message: say('error.internal', { errorId }),
    extensions: { code: FAULT, errorId },
  };
}

/** Writes a fault into the log and answers the id that it has there. */
export function rememberFault(log: Logger, error: Error, requestId: string): string {
  const cause = unwrapped(error);
  const errorId = randomUUID();
  ids.set(cause, errorId);
  const path = error instanceof GraphQLError ? error.path?.join('.') : undefined;
  log.error({ err: withoutValues(cause), errorId, requestId, path }, 'fault');
  return errorId;
}

/** What a developer needs of an error. Those of databases also carry the values of the statement: people's data. */
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
  return codeOf(error) === FAULT && !(unwrapped(error) instanceof Abandoned);
}

/** The same object wherever the error passes, although Apollo wraps it anew. */
function unwrapped(error: unknown): Error {
  const inner = unwrapResolverError(error);
  return inner instanceof Error ? inner : new Error(String(inner));
}

function withCode(formatted: GraphQLFormattedError, code: string, message: string): GraphQLFormattedError {
  return { ...formatted, message, extensions: { ...formatted.extensions, code } };
}
