import {
  BadRequest,
  Forbidden,
  NetworkError,
  RateLimited,
  ServerError,
  Timeout,
  TooComplex,
  Unauthorized,
  type ResponseError,
  type Failure,
  type LaurelError,
  type ServerCode,
} from './errors.ts';
import type { FetchResponse } from './fetch.ts';

/** Identifies a request. The errors of the request carry the same properties. */
export type RequestIdentity = Pick<Failure, 'requestId' | 'idempotencyKeys' | 'isRepeatable'>;

/** Returns the data of a response, or throws the matching error when the response is not a complete success. */
export function dataOf(response: FetchResponse, text: string, requestIdentity: RequestIdentity): object {
  const { data = null, errors = [] } = parseBody(text);
  if (data !== null && errors.length === 0) return data;
  const { status, headers } = response;
  const waitSeconds = parseRetryAfter(headers.get('retry-after')) ?? longestWaitOf(errors);
  throw errorOf(response, { ...requestIdentity, status, waitSeconds, errors, data }, errors);
}

export function missingDataError(requestIdentity: RequestIdentity, data: object): NetworkError {
  return new NetworkError('The response does not contain the requested data.', {
    ...requestIdentity,
    status: 200,
    data,
  });
}

/** Chooses the class by the server's error code, or by the HTTP status when a proxy answered. */
function errorOf(
  { status, headers }: FetchResponse,
  failure: Failure,
  errors: readonly ResponseError[],
): LaurelError {
  const details = errors.map(({ message }) => message).join(' ');
  const message = details || `The server responded with status ${status}.`;
  const code = errors[0]?.extensions?.code ?? '';
  const classOfCode = isKnown(code) ? CLASSES[code] : null;
  switch (classOfCode ?? byStatus(status, details)) {
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
      const location = headers.get('location');
      return new BadRequest(
        `The server redirects${location === null ? '' : ` to ${location}`}. Use the final URL.`,
        failure,
      );
    }
    case 'NetworkError':
      return new NetworkError('The response is incomplete or not from a Laurel server.', failure);
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

function byStatus(status: number, details: string): ClassOfError {
  if (status === 401) return 'Unauthorized';
  if (status === 403) return 'Forbidden';
  if (status === 413) return 'TooComplex';
  if (status === 429) return 'RateLimited';
  if (status === 408 || status === 504) return 'Timeout';
  if (status >= 500) return 'ServerError';
  if (status >= 400) return 'BadRequest';
  // Browsers report status 0 for a redirect that they do not follow.
  if (status === 0 || status >= 300) return 'Redirected';
  // A GraphQL error with an unknown code comes from the server, not from the network.
  return details === '' ? 'NetworkError' : 'ServerError';
}

interface ResponseBody {
  readonly data?: object | null;
  readonly errors?: readonly ResponseError[];
}

/** Returns an empty body when the text is truncated or not a response as defined by GraphQL over HTTP. */
function parseBody(text: string): ResponseBody {
  try {
    const body: unknown = JSON.parse(text);
    return isResponseBody(body) ? body : {};
  } catch {
    return {};
  }
}

function isResponseBody(value: unknown): value is ResponseBody {
  if (!isObject(value)) return false;
  const { data = null, errors = [] } = value as { data?: unknown; errors?: unknown };
  return (data === null || isObject(data)) && Array.isArray(errors) && errors.every(isObject);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** When only some fields are rate-limited, the error of each field carries its retry time. */
function longestWaitOf(errors: readonly ResponseError[]): number | null {
  const waits = errors.flatMap(({ extensions }) => extensions?.retryAfterSeconds ?? []);
  return waits.length === 0 ? null : Math.max(...waits);
}

/** `Retry-After` holds a number of seconds or an HTTP date. */
function parseRetryAfter(retryAfter: string | null): number | null {
  if (retryAfter === null || retryAfter === '') return null;
  const number = Number(retryAfter);
  const seconds = Number.isNaN(number) ? (Date.parse(retryAfter) - Date.now()) / 1000 : number;
  return Number.isNaN(seconds) ? null : Math.max(0, Math.ceil(seconds));
}
