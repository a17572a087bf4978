import {
  BadRequest,
  Forbidden,
  NetworkError,
  RateLimited,
  ServerError,
  Timeout,
  TooComplex,
  Unauthorized,
  type ErrorOfAnswer,
  type Failure,
  type LaurelError,
  type ServerCode,
} from './errors.ts';
import type { FetchResponse } from './fetch.ts';

/** What a request was, as the errors that it may end in tell it. */
export type Asked = Pick<Failure, 'requestId' | 'idempotencyKeys' | 'isRepeatable'>;

/** What an answer says; an answer that does not give all that was asked for is thrown as the error that it is. */
export function dataOf(response: FetchResponse, text: string, asked: Asked): object {
  const { data = null, errors = [] } = parsed(text);
  if (data !== null && errors.length === 0) return data;
  const { status, headers } = response;
  const waitSeconds = secondsOf(headers.get('retry-after')) ?? longestWaitOf(errors);
  throw errorOf(response, { ...asked, status, waitSeconds, errors, data }, errors);
}

/** For an answer that lacks a part of the data, and has no error that says why. */
export function withoutPart(asked: Asked, data: object): NetworkError {
  return new NetworkError('What came is no answer to what was asked.', { ...asked, status: 200, data });
}

/** By the server's code; by the status of HTTP where a proxy has answered in its own words. */
function errorOf(
  { status, headers }: FetchResponse,
  failure: Failure,
  errors: readonly ErrorOfAnswer[],
): LaurelError {
  const said = errors.map(({ message }) => message).join(' ');
  const message = said || `The server answered with status ${status}.`;
  const code = errors[0]?.extensions?.code ?? '';
  const known = isKnown(code) ? CLASSES[code] : null;
  switch (known ?? byStatus(status, said)) {
    case 'Unauthorized':
      return new Unauthorized(message, failure);
    case 'Forbidden':
      return new Forbidden(message, failure);
    case 'RateLimited':
      return new RateLimited(message, failure);
    case 'TooComplex':
      return new TooComplex(message, failure);
    case 'Timeout':
      return new Timeout(message, failure);
    case 'BadRequest':
      return new BadRequest(message, failure);
    case 'Redirected': {
      const place = headers.get('location');
      return new BadRequest(
        `The server redirects${place === null ? '' : ` to ${place}`}: use its final url.`,
        failure,
      );
    }
    case 'NetworkError':
      return new NetworkError('What came is no answer of a Laurel server, or not the whole of one.', failure);
    case 'ServerError':
      return new ServerError(message, failure);
  }
}

type ClassOfError =
  | 'Unauthorized'
  | 'Forbidden'
  | 'RateLimited'
  | 'TooComplex'
  | 'Timeout'
  | 'BadRequest'
  | 'Redirected'
  | 'ServerError'
  | 'NetworkError';

/** Every code that the server's README lists. */
const CLASSES: Readonly<Record<ServerCode, ClassOfError>> = {
  UNAUTHENTICATED: 'Unauthorized',
  FORBIDDEN: 'Forbidden',
  RATE_LIMITED: 'RateLimited',
  TOO_MANY_TOKENS: 'TooComplex',
  TOO_DEEP: 'TooComplex',
  TOO_MANY_ALIASES: 'TooComplex',
  TOO_MANY_CONNECTIONS: 'TooComplex',
  TOO_EXPENSIVE: 'TooComplex',
  INTROSPECTION_TOO_DEEP: 'TooComplex',
  BODY_TOO_LARGE: 'TooComplex',
  TOO_MANY_ITEMS: 'TooComplex',
  ANSWER_TOO_LARGE: 'TooComplex',
  TIMED_OUT: 'Timeout',
  UNAVAILABLE: 'ServerError',
  INTERNAL_SERVER_ERROR: 'ServerError',
  BAD_REQUEST: 'BadRequest',
  BAD_USER_INPUT: 'BadRequest',
  GRAPHQL_PARSE_FAILED: 'BadRequest',
  GRAPHQL_VALIDATION_FAILED: 'BadRequest',
  TOO_MANY_ERRORS: 'BadRequest',
  OPERATION_RESOLUTION_FAILURE: 'BadRequest',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BadRequest',
  UNSUPPORTED_MEDIA_TYPE: 'BadRequest',
  NOT_ACCEPTABLE: 'BadRequest',
};

function isKnown(code: string): code is ServerCode {
  return Object.hasOwn(CLASSES, code);
}

function byStatus(status: number, said: string): ClassOfError {
  if (status === 401) return 'Unauthorized';
  if (status === 403) return 'Forbidden';
  if (status === 413) return 'TooComplex';
  if (status === 429) return 'RateLimited';
  if (status === 408 || status === 504) return 'Timeout';
  if (status >= 500) return 'ServerError';
  if (status >= 400) return 'BadRequest';
  // 0 is what browsers say of a redirect that they are told not to follow.
  if (status === 0 || status >= 300) return 'Redirected';
  // An error whose code is unknown here is none of the way there.
  return said === '' ? 'NetworkError' : 'ServerError';
}

interface AnswerOf {
  readonly data?: object | null;
  readonly errors?: readonly ErrorOfAnswer[];
}

/** Empty when it is not what GraphQL over HTTP says an answer is: cut short, or not of a GraphQL server. */
function parsed(text: string): AnswerOf {
  try {
    const answer: unknown = JSON.parse(text);
    return isAnswer(answer) ? answer : {};
  } catch {
    return {};
  }
}

function isAnswer(value: unknown): value is AnswerOf {
  if (!isObject(value)) return false;
  const { data = null, errors = [] } = value as { data?: unknown; errors?: unknown };
  return (data === null || isObject(data)) && Array.isArray(errors) && errors.every(isObject);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `Retry-After` is a number of seconds or an instant. */
/** A partial refusal carries its retry time in the error of each field. */
function longestWaitOf(errors: readonly ErrorOfAnswer[]): number | null {
  const waits = errors.flatMap(({ extensions }) => extensions?.retryAfterSeconds ?? []);
  return waits.length === 0 ? null : Math.max(...waits);
}

function secondsOf(retryAfter: string | null): number | null {
  if (retryAfter === null || retryAfter === '') return null;
  const number = Number(retryAfter);
  const seconds = Number.isNaN(number) ? (Date.parse(retryAfter) - Date.now()) / 1000 : number;
  return Number.isNaN(seconds) ? null : Math.max(0, Math.ceil(seconds));
}
