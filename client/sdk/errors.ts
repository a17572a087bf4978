import type { RefusalCode } from './generated/operations.ts';

/** Why a command was not done. It has changed nothing. */
export interface Refusal {
  /** For programs. */
  readonly code: RefusalCode;
  /** For people: what is wrong, and what to do. */
  readonly message: string;
  /** The argument that it is about, such as `["input", "country"]`. */
  readonly path: readonly string[];
}

/** The codes that the server gives its errors, besides those of refusals. */
export type ServerCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'RATE_LIMITED'
  | 'TOO_MANY_TOKENS'
  | 'TOO_DEEP'
  | 'TOO_MANY_ALIASES'
  | 'TOO_MANY_CONNECTIONS'
  | 'TOO_EXPENSIVE'
  | 'INTROSPECTION_TOO_DEEP'
  | 'BODY_TOO_LARGE'
  | 'TOO_MANY_ITEMS'
  | 'ANSWER_TOO_LARGE'
  | 'TIMED_OUT'
  | 'UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR'
  | 'BAD_REQUEST'
  | 'BAD_USER_INPUT'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'TOO_MANY_ERRORS'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'NOT_ACCEPTABLE';

/** One of the errors of an answer, as the server wrote it. */
export interface ErrorOfAnswer {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: {
    readonly code?: string;
    readonly errorId?: string;
    /** Seconds until the points are refilled; set on fields that were refused for missing points. */
    readonly retryAfterSeconds?: number;
  };
}

/** What is known of a call that failed. */
export interface Failure {
  /** The id of the request: the server has it in its log. */
  readonly requestId: string;
  /** The key of each command, by the variable that holds its input. */
  readonly idempotencyKeys: Readonly<Record<string, string>>;
  /** Whether the call, if it was done, would not be done twice. */
  readonly isRepeatable: boolean;
  /** Absent when no answer came. */
  readonly status?: number;
  readonly waitSeconds?: number | null;
  readonly errors?: readonly ErrorOfAnswer[];
  readonly data?: object | null | undefined;
}

/** A call that was not answered as asked. Every error that this package throws of a call is one of these. */
export abstract class LaurelError extends Error {
  /** The id of the request: the server has it in its log. */
  readonly requestId: string;
  /**
   * Whether it is safe, and of use, to make the same call again: nothing is done twice, and it may succeed. A
   * mutation is made again with the same `idempotencyKey`, one of several commands with its `idempotencyKeys`.
   */
  readonly isRetrySafe: boolean;
  /** The key that the command went with: put it into the `input` of a repeat. Null without one, and with several. */
  readonly idempotencyKey: string | null;
  /** The key of each command, by the variable that holds its input. */
  readonly idempotencyKeys: Readonly<Record<string, string>>;
  /** The status of HTTP; null when no answer came. */
  readonly status: number | null;
  /** The server's code; null when it gave none. */
  readonly code: ServerCode | RefusalCode | null;
  /** The id under which the server's log tells the whole story of its own fault; null when it gave none. */
  readonly errorId: string | null;
  /** In so many seconds the server would like to be asked again; null when it did not say. */
  readonly waitSeconds: number | null;
  /** All errors of the answer, as the server wrote them. */
  readonly errors: readonly ErrorOfAnswer[];
  /** What was answered all the same, such as other commands of the same document; null when nothing was. */
  declare readonly data: unknown;

  constructor(message: string, failure: Failure, isRetrySafe = false, options?: ErrorOptions) {
    super(message, options);
    this.requestId = failure.requestId;
    this.isRetrySafe = isRetrySafe;
    const { idempotencyKeys, status = null, waitSeconds = null, errors = [], data = null } = failure;
    const [key = null, ...others] = Object.values(idempotencyKeys);
    this.idempotencyKey = others.length === 0 ? key : null;
    this.idempotencyKeys = idempotencyKeys;
    this.status = status;
    // One that is newer than this client is told as well.
    this.code = (errors[0]?.extensions?.code ?? null) as ServerCode | null;
    this.errorId = errors.find(({ extensions }) => extensions?.errorId)?.extensions?.errorId ?? null;
    this.waitSeconds = waitSeconds;
    this.errors = errors;
    // Not for logs, which print what can be enumerated: there may be a secret in it.
    Object.defineProperty(this, 'data', { value: data });
  }

  /** With its message, which JSON would leave out of an error. */
  toJSON(): object {
    return Object.assign({ message: this.message }, this);
  }
}

/** The command was understood and not done, for reasons of the programme. Others of its document may be: see `data`. */
export class Refused extends LaurelError {
  override readonly name = 'Refused';
  declare readonly code: RefusalCode;
  /** The argument that the first refusal is about, such as `["input", "country"]`. */
  readonly path: readonly string[];
  /** All refusals: at least one. */
  readonly refusals: readonly [Refusal, ...Refusal[]];

  constructor(refusals: readonly [Refusal, ...Refusal[]], failure: Failure) {
    super(refusals.map(({ message }) => message).join(' '), failure);
    const [{ code, path }] = refusals;
    this.code = code;
    this.path = path;
    this.refusals = refusals;
  }
}

/**
 * The command was done, and the secret that it tells once went with an answer that was lost: what was made has no
 * use. Revoke it, or rotate the key, and do it again.
 */
export class SecretLost extends LaurelError {
  override readonly name = 'SecretLost';
  /** Of the API key or the invitation that was made. */
  readonly id: string;

  constructor(id: string, failure: Failure) {
    super(`The secret of "${id}" went with an answer that was lost: revoke it and make another.`, failure);
    this.id = id;
  }
}

/** There is no token or key, or it does not hold (any more). */
export class Unauthorized extends LaurelError {
  override readonly name = 'Unauthorized';
}

/** Whoever the token or key stands for may not do this. */
export class Forbidden extends LaurelError {
  override readonly name = 'Forbidden';
}

/** The points of this minute are spent: `waitSeconds` until there are more. */
export class RateLimited extends LaurelError {
  override readonly name = 'RateLimited';

  constructor(message: string, failure: Failure) {
    // An answer without data was refused before execution, so every operation may be retried.
    super(message, failure, failure.isRepeatable || (failure.data ?? null) === null);
  }
}

/** The request asks for more than one request may: take smaller pages, or ask in several. */
export class TooComplex extends LaurelError {
  override readonly name = 'TooComplex';
}

/** The request itself is wrong: a document that does not fit the schema, or an argument that cannot be. */
export class BadRequest extends LaurelError {
  override readonly name = 'BadRequest';
}

/** What a list belongs to, or what a command was done to, does not exist or is not yours to see. */
export class NotFound extends LaurelError {
  override readonly name = 'NotFound';
}

/** No answer came in time: by this client's `timeout` or `deadline`, or the server's own. */
export class Timeout extends LaurelError {
  override readonly name = 'Timeout';

  constructor(message: string, failure: Failure, options?: ErrorOptions) {
    super(message, failure, failure.isRepeatable, options);
  }
}

/** The connection failed, or what came over it is not an answer of Laurel, or not all of one. */
export class NetworkError extends LaurelError {
  override readonly name = 'NetworkError';

  constructor(message: string, failure: Failure, options?: ErrorOptions) {
    super(message, failure, failure.isRepeatable, options);
  }
}

/** The server is at fault, as its log tells under `errorId`, or not there for the moment. */
export class ServerError extends LaurelError {
  override readonly name = 'ServerError';

  constructor(message: string, failure: Failure) {
    super(message, failure, failure.isRepeatable);
  }
}
