import { dataOf, missingDataError, type RequestIdentity } from './response.ts';
import { BadRequest, LaurelError, NetworkError, Refused, Timeout, type Refusal } from './errors.ts';
import type { Fetch, FetchRequest, FetchResponse } from './fetch.ts';
import { randomId, withIdempotencyKeys } from './idempotency.ts';
import { waitBeforeRetry, type Retries } from './retries.ts';
import { linkSignal, pause, unlessAborted } from './signals.ts';
import { textOf, type TypedDocument } from './typed-document.ts';

/** A secret, or a function that returns the current one. */
export type Secret = string | (() => string | Promise<string>);

export type ClientOptions = {
  /** URL of the GraphQL endpoint, such as `https://laurel.example/graphql`. */
  readonly url: string;
  /** Replaces the `fetch` of the platform. */
  readonly fetch?: Fetch | undefined;
  /**
   * Time limit of one attempt in milliseconds, from requesting the token to the last byte of the response. Default:
   * 65,000. 0 or `Infinity` removes the limit.
   */
  readonly timeout?: number | undefined;
  /** Time limit of a call, or of a page of a list, in milliseconds, including all retries. Default: no limit. */
  readonly deadline?: number | undefined;
  /** Number of retries after network errors, rate limits and outages, or a retry policy. Default: 4 retries. */
  readonly retries?: number | Retries | undefined;
} & (
  | {
      /** Token of a person. Requests without a token or an API key are anonymous. */
      readonly token?: Secret | undefined;
      readonly apiKey?: undefined;
    }
  | {
      /** API key of a program: `lrl_…`. */
      readonly apiKey?: Secret | undefined;
      readonly token?: undefined;
    }
);

export interface CallOptions {
  /** Aborts the call with the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
  /** Overrides the `timeout` of the client. */
  readonly timeout?: number | undefined;
  /** Overrides the `deadline` of the client. */
  readonly deadline?: number | undefined;
  /** Overrides the `retries` of the client. */
  readonly retries?: number | Retries | undefined;
}

export interface CommandOptions extends CallOptions {
  /** `throw` (default): a refused command throws `Refused`. `return`: it returns its refusals as data. */
  readonly refusals?: 'throw' | 'return' | undefined;
}

/** `variables` is optional when the document requires none. */
export type Arguments<Variables> =
  Record<string, never> extends Variables
    ? [variables?: Variables, options?: CommandOptions]
    : [variables: Variables, options?: CommandOptions];

/** A connection to a server, for the caller's own documents. */
export interface Connection {
  /**
   * Sends a document, typed by the caller's code generator or a `TypedDocumentString`, and returns its data. A command
   * with `input: $variable` gets an idempotency key unless its input already has one.
   */
  readonly request: <Result, Variables>(
    document: TypedDocument<Result, Variables>,
    ...rest: Arguments<Variables>
  ) => Promise<Result>;
  /** Like `request`, but also returns the identity of the request. */
  readonly send: <Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: object,
    options?: CommandOptions,
  ) => Promise<DataWithRequest<Result>>;
}

export interface DataWithRequest<Result> {
  readonly data: Result;
  readonly asked: RequestIdentity;
}

/** Slightly longer than the server's time limit for a mutation. */
const TIMEOUT = 65_000;

/** Like `createClient`, but without methods: the smallest client for a web page. */
export function connect(client: ClientOptions): Connection {
  checkUrl(client.url);
  const send: Connection['send'] = async (document, variables, options) =>
    sendDocument(client, document, variables, options);
  return {
    request: async (document, ...[variables, options]) =>
      (await send(document, variables ?? {}, options)).data,
    send,
  };
}

function checkUrl(url: string): void {
  // In web pages and workers, the URL may be relative.
  const isValid = /^https?:\/\/[^\s/]\S*$/i.test(url) || ('location' in globalThis && /^[./]/.test(url));
  if (!isValid)
    throw new TypeError(`"${url}" is not the URL of a server, such as https://laurel.example/graphql.`);
}

async function sendDocument<Result, Variables>(
  client: ClientOptions,
  document: TypedDocument<Result, Variables>,
  variables: object,
  options: CommandOptions = {},
): Promise<DataWithRequest<Result>> {
  const text = textOf(document);
  const { isMutation, variables: keyedVariables, ...command } = withIdempotencyKeys(text, variables);
  const requestIdentity = { requestId: randomId(), ...command };
  const shouldThrow = isMutation && options.refusals !== 'return';
  if (shouldThrow && !/\brefusals\b/.test(text)) throw new BadRequest(SELECT_REFUSALS, requestIdentity);
  const body = JSON.stringify({ query: text, variables: keyedVariables });
  const data = await sendWithRetries(client, body, requestIdentity, options);
  // The payload of a command is null only together with an error, which has been thrown already.
  if (isMutation && Object.values<unknown>({ ...data }).includes(null))
    throw missingDataError(requestIdentity, data);
  if (shouldThrow) throwRefusals(data, requestIdentity);
  // The type of the document determines the type of its data.
  return { data: data as Result, asked: requestIdentity };
}

async function sendWithRetries(
  client: ClientOptions,
  body: string,
  requestIdentity: RequestIdentity,
  {
    signal,
    timeout = client.timeout ?? TIMEOUT,
    deadline = client.deadline,
    retries = client.retries,
  }: CallOptions,
): Promise<object> {
  let cause: unknown;
  const deadlineError = () =>
    new Timeout(`The call did not succeed within ${deadline} milliseconds.`, requestIdentity, { cause });
  const call = linkSignal(signal, deadline, deadlineError);
  try {
    for (let retry = 1; ; retry += 1) {
      try {
        return await sendOnce(client, body, requestIdentity, timeout, call.signal);
      } catch (error) {
        cause = error;
        const wait = error instanceof LaurelError ? waitBeforeRetry(retry, error, retries) : null;
        if (wait === null) throw error;
        await pause(wait, call.signal);
      }
    }
  } finally {
    call.release();
  }
}

async function sendOnce(
  { url, token, apiKey, fetch = globalThis.fetch }: ClientOptions,
  body: string,
  requestIdentity: RequestIdentity,
  timeout: number,
  call: AbortSignal,
): Promise<object> {
  call.throwIfAborted();
  const timeoutError = () =>
    new Timeout(`No response arrived within ${timeout} milliseconds.`, requestIdentity);
  const { signal, release } = linkSignal(call, timeout, timeoutError);
  try {
    const secret = token ?? apiKey;
    const bearer = (await unlessAborted(signal, typeof secret === 'function' ? secret() : secret))?.trim();
    if (/[^ -~]/.test(bearer ?? ''))
      throw new BadRequest('The token or API key contains an invalid character.', requestIdentity);
    const headers = {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      'x-request-id': requestIdentity.requestId,
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    };
    const exchange = fetchText(fetch, url, { method: 'POST', headers, body, redirect: 'manual', signal });
    const [response, text] = await unlessAborted(signal, exchange).catch((error: unknown) => {
      // An abort or a timeout takes precedence over the error that `fetch` throws because of it.
      signal.throwIfAborted();
      throw new NetworkError(`The connection failed: ${messageOf(error)}`, requestIdentity, { cause: error });
    });
    return dataOf(response, text, requestIdentity);
  } finally {
    release();
  }
}

async function fetchText(fetch: Fetch, url: string, request: FetchRequest): Promise<[FetchResponse, string]> {
  const response = await fetch(url, request);
  return [response, await response.text()];
}

/** Each root field of a mutation is the payload of a command. */
function throwRefusals(data: object, requestIdentity: RequestIdentity): void {
  const failure = { ...requestIdentity, status: 200, data };
  const payloads = Object.values(data) as readonly (CommandPayload | string)[];
  const [first, ...others] = payloads.flatMap((payload) => {
    // Skips the `__typename` of the mutation.
    if (typeof payload !== 'object') return [];
    if (payload.refusals === undefined) throw new BadRequest(SELECT_REFUSALS, failure);
    return payload.refusals;
  });
  if (first !== undefined) throw new Refused([first, ...others], failure);
}

interface CommandPayload {
  readonly refusals?: readonly Refusal[];
}

const SELECT_REFUSALS =
  'Select `refusals { code message path }` of every command, or pass { refusals: "return" }.';

/** Appends the message of the cause, in which Node describes why a connection failed. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
