import type { RefusalCode, RefusalFragment } from './generated/operations.ts';

/**
 * Reason why a command was refused. A refused command changes nothing. `__typename` tells which values a refusal shows.
 * The refusals of your own documents have only the fields that they select.
 */
export type Refusal = RefusalFragment;

/** A refused argument of a query: a refusal without its sentence. */
export type RefusedArgument = Refusal extends infer Each
  ? Each extends Refusal
    ? Omit<Each, 'message'>
    : never
  : never;

/** Error codes of the server. Refusals have codes of their own. */
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

export interface ResponseError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: {
    readonly code?: string;
    readonly errorId?: string;
    /** The limit that the request exceeds, in the unit that the message names. */
    readonly max?: number;
    /** What the request has of it. Absent when the server stopped counting at the limit. */
    readonly measured?: number;
    /** The arguments that were refused, each with its values. The message contains their sentences. */
    readonly refusals?: readonly RefusedArgument[];
    /** Seconds until the points are refilled. Set on the errors of fields that exceeded the rate limit. */
    readonly retryAfterSeconds?: number;
  };
}

export interface Failure {
  readonly requestId: string;
  readonly idempotencyKeys: Readonly<Record<string, string>>;
  /** True if a repeat of the call cannot take effect twice. */
  readonly isRepeatable: boolean;
  readonly status?: number;
  readonly waitSeconds?: number | null;
  readonly errors?: readonly ResponseError[];
  readonly data?: object | null | undefined;
}

/** Base class of all errors that this package throws for a failed call. */
export abstract class LaurelError extends Error {
  /** Id of the request, which also appears in the server's log. */
  readonly requestId: string;
  /**
   * True if a repeat of the call may succeed and cannot take effect twice. Repeat a mutation with the same
   * `idempotencyKey`, or with the same `idempotencyKeys` when it has several commands.
   */
  readonly isRetrySafe: boolean;
  /** Idempotency key of the command, for the `input` of a repeat. Null without a key or with several commands. */
  readonly idempotencyKey: string | null;
  /** Idempotency key of each command, by the variable that holds its input. */
  readonly idempotencyKeys: Readonly<Record<string, string>>;
  /** HTTP status. Null when no response arrived. */
  readonly status: number | null;
  /** Error code of the server. Null when it sent none. */
  readonly code: ServerCode | RefusalCode | null;
  /** Id of an internal error in the server's log. Null when the server sent none. */
  readonly errorId: string | null;
  /** Seconds to wait before a repeat. Null when the server did not state any. */
  readonly waitSeconds: number | null;
  /** All errors of the response, as the server sent them. */
  readonly errors: readonly ResponseError[];
  /** Data that arrived despite the error, such as the results of other commands in the document. Null when none did. */
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
    // The server may be newer than this client and send other codes.
    this.code = (errors[0]?.extensions?.code ?? null) as ServerCode | null;
    this.errorId = errors.find(({ extensions }) => extensions?.errorId)?.extensions?.errorId ?? null;
    this.waitSeconds = waitSeconds;
    this.errors = errors;
    // Not enumerable, because the data may hold a secret and loggers print enumerable properties.
    Object.defineProperty(this, 'data', { value: data });
  }

  /** Includes the message, which `JSON.stringify` omits from errors. */
  toJSON(): object {
    return Object.assign({ message: this.message }, this);
  }
}

/** The programme refused a command. Other commands of the document may have succeeded: see `data`. */
export class Refused extends LaurelError {
  override readonly name = 'Refused';
  declare readonly code: RefusalCode;
  /** The argument that the first refusal concerns, such as `["input", "country"]`. */
  readonly path: readonly string[];
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
 * The command succeeded, but its one-time secret was lost with the response, so the new object is useless. Revoke it
 * or rotate the key, then repeat the command.
 */
export class SecretLost extends LaurelError {
  override readonly name = 'SecretLost';
  /** Id of the new API key or invitation. */
  readonly id: string;

  constructor(id: string, failure: Failure) {
    super(`The secret of "${id}" was lost with the response. Revoke it and create a new one.`, failure);
    this.id = id;
  }
}

/** The token or API key is missing, invalid or expired. */
export class Unauthorized extends LaurelError {
  override readonly name = 'Unauthorized';
}

/** The holder of the token or API key lacks permission. */
export class Forbidden extends LaurelError {
  override readonly name = 'Forbidden';
}

/** The points of this minute are used up. More are available after `waitSeconds`. */
export class RateLimited extends LaurelError {
  override readonly name = 'RateLimited';

  constructor(message: string, failure: Failure) {
    // If the response has no data, nothing was executed, so any operation can be repeated.
    super(message, failure, failure.isRepeatable || (failure.data ?? null) === null);
  }
}

/** The request exceeds a limit. Use smaller pages or several requests. */
export class TooComplex extends LaurelError {
  override readonly name = 'TooComplex';
}

/** The request is invalid: the document does not match the schema, or an argument has an invalid value. */
export class BadRequest extends LaurelError {
  override readonly name = 'BadRequest';
}

/** The owner of a list, or the result of a command, does not exist or is not visible to you. */
export class NotFound extends LaurelError {
  override readonly name = 'NotFound';
}

/** No response arrived within the `timeout` or `deadline` of the client, or within the time limit of the server. */
export class Timeout extends LaurelError {
  override readonly name = 'Timeout';

  constructor(message: string, failure: Failure, options?: ErrorOptions) {
    super(message, failure, failure.isRepeatable, options);
  }
}

/** The connection failed, or the response is incomplete or does not come from a Laurel server. */
export class NetworkError extends LaurelError {
  override readonly name = 'NetworkError';

  constructor(message: string, failure: Failure, options?: ErrorOptions) {
    super(message, failure, failure.isRepeatable, options);
  }
}

/** The server had an internal error, logged under `errorId`, or is temporarily unavailable. */
export class ServerError extends LaurelError {
  override readonly name = 'ServerError';

  constructor(message: string, failure: Failure) {
    super(message, failure, failure.isRepeatable);
  }
}
