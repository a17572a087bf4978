import { dataOf, withoutPart, type Asked } from './answer.ts';
import { BadRequest, LaurelError, NetworkError, Refused, Timeout, type Refusal } from './errors.ts';
import type { Fetch, FetchRequest, FetchResponse } from './fetch.ts';
import { randomId, repeatable } from './idempotency.ts';
import { waitBefore, type Retries } from './retries.ts';
import { linkedTo, pause, unlessAborted } from './signals.ts';
import { textOf, type TypedDocument } from './typed-document.ts';

/** A secret, or what answers the one that holds now. */
export type Secret = string | (() => string | Promise<string>);

export type ClientOptions = {
  /** Where the GraphQL endpoint is, such as `https://laurel.example/graphql`. */
  readonly url: string;
  /** Instead of the platform's own. */
  readonly fetch?: Fetch | undefined;
  /**
   * How many milliseconds one attempt may take, from asking for the token to the last byte of its answer: 65,000
   * unless said. 0 or `Infinity`: as many as it needs.
   */
  readonly timeout?: number | undefined;
  /** How many milliseconds a call, or a page of a list, may take with all its attempts: as many as it needs unless said. */
  readonly deadline?: number | undefined;
  /** How often a call is made again by itself when the network, a limit or the server stands in its way. */
  readonly retries?: number | Retries | undefined;
} & (
  | {
      /** A person's token. Without one, and without a key, the caller is the public. */
      readonly token?: Secret | undefined;
      readonly apiKey?: undefined;
    }
  | {
      /** The API key of a program: `lrl_…`. */
      readonly apiKey?: Secret | undefined;
      readonly token?: undefined;
    }
);

/** What a single call may say of itself. */
export interface CallOptions {
  /** Ends the call, with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Instead of the client's. */
  readonly timeout?: number | undefined;
  /** Instead of the client's. */
  readonly deadline?: number | undefined;
  /** Instead of the client's. */
  readonly retries?: number | Retries | undefined;
}

export interface CommandOptions extends CallOptions {
  /** `throw` (unless said): a refused command throws `Refused`. `return`: it answers with its refusals as data. */
  readonly refusals?: 'throw' | 'return' | undefined;
}

/** Variables may be left out where none is required. */
export type Arguments<Variables> =
  Record<string, never> extends Variables
    ? [variables?: Variables, options?: CommandOptions]
    : [variables: Variables, options?: CommandOptions];

/** A way to a server, and nothing else: for documents of the caller's own. */
export interface Connection {
  /**
   * Sends a document, typed by the caller's own codegen or a `TypedDocumentString`, and answers its data. Mutations
   * get an idempotency key where they have `input: $variable` without one.
   */
  readonly request: <Result, Variables>(
    document: TypedDocument<Result, Variables>,
    ...rest: Arguments<Variables>
  ) => Promise<Result>;
  /** As `request`, and says beside the data how they were asked for. */
  readonly send: <Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: object,
    options?: CommandOptions,
  ) => Promise<Answered<Result>>;
}

/** An answer, and what was asked. */
export interface Answered<Result> {
  readonly data: Result;
  readonly asked: Asked;
}

/** Somewhat more than the longest that the server gives a mutation. */
const TIMEOUT = 65_000;

/** Like `createClient`, without its methods: the smallest thing to put into a page. */
export function connect(client: ClientOptions): Connection {
  checkUrl(client.url);
  const send: Connection['send'] = async (document, variables, options) =>
    sent(client, document, variables, options);
  return {
    request: async (document, ...[variables, options]) =>
      (await send(document, variables ?? {}, options)).data,
    send,
  };
}

function checkUrl(url: string): void {
  // In a page, and its workers, it may be relative.
  const isThere = /^https?:\/\/[^\s/]\S*$/i.test(url) || ('location' in globalThis && /^[./]/.test(url));
  if (!isThere)
    throw new TypeError(`"${url}" is no url of a server, such as https://laurel.example/graphql.`);
}

async function sent<Result, Variables>(
  client: ClientOptions,
  document: TypedDocument<Result, Variables>,
  variables: object,
  options: CommandOptions = {},
): Promise<Answered<Result>> {
  const text = textOf(document);
  const { isMutation, variables: keyed, ...command } = repeatable(text, variables);
  const asked = { requestId: randomId(), ...command };
  const areThrown = isMutation && options.refusals !== 'return';
  if (areThrown && !/\brefusals\b/.test(text)) throw new BadRequest(SELECT_REFUSALS, asked);
  const body = JSON.stringify({ query: text, variables: keyed });
  const data = await untilAnswered(client, body, asked, options);
  // The payload of a command is null only beside an error, and that would have been thrown.
  if (isMutation && Object.values<unknown>({ ...data }).includes(null)) throw withoutPart(asked, data);
  if (areThrown) throwRefusals(data, asked);
  // The document's type says what its data are.
  return { data: data as Result, asked };
}

async function untilAnswered(
  client: ClientOptions,
  body: string,
  asked: Asked,
  {
    signal,
    timeout = client.timeout ?? TIMEOUT,
    deadline = client.deadline,
    retries = client.retries,
  }: CallOptions,
): Promise<object> {
  let cause: unknown;
  const late = () =>
    new Timeout(`The call did not succeed within ${deadline} milliseconds.`, asked, { cause });
  const call = linkedTo(signal, deadline, late);
  try {
    for (let retry = 1; ; retry += 1) {
      try {
        return await attempt(client, body, asked, timeout, call.signal);
      } catch (error) {
        cause = error;
        const wait = error instanceof LaurelError ? waitBefore(retry, error, retries) : null;
        if (wait === null) throw error;
        await pause(wait, call.signal);
      }
    }
  } finally {
    call.release();
  }
}

async function attempt(
  { url, token, apiKey, fetch = globalThis.fetch }: ClientOptions,
  body: string,
  asked: Asked,
  timeout: number,
  call: AbortSignal,
): Promise<object> {
  call.throwIfAborted();
  const late = () => new Timeout(`No answer came within ${timeout} milliseconds.`, asked);
  const { signal, release } = linkedTo(call, timeout, late);
  try {
    const secret = token ?? apiKey;
    const bearer = (await unlessAborted(signal, typeof secret === 'function' ? secret() : secret))?.trim();
    if (/[^ -~]/.test(bearer ?? ''))
      throw new BadRequest('The token or key has letters that none can have.', asked);
    const headers = {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      'x-request-id': asked.requestId,
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    };
    const exchange = exchanged(fetch, url, { method: 'POST', headers, body, redirect: 'manual', signal });
    const [response, text] = await unlessAborted(signal, exchange).catch((error: unknown) => {
      // Ended by the caller or by the clock, whatever the fetch makes of it.
      signal.throwIfAborted();
      throw new NetworkError(`The connection failed: ${sentenceOf(error)}`, asked, { cause: error });
    });
    return dataOf(response, text, asked);
  } finally {
    release();
  }
}

async function exchanged(fetch: Fetch, url: string, request: FetchRequest): Promise<[FetchResponse, string]> {
  const response = await fetch(url, request);
  return [response, await response.text()];
}

/** A command that was not done is not passed over: each root field of a mutation may have refusals. */
function throwRefusals(data: object, asked: Asked): void {
  const failure = { ...asked, status: 200, data };
  const payloads = Object.values(data) as readonly (MayBeRefused | string)[];
  const [first, ...others] = payloads.flatMap((payload) => {
    // The `__typename` of the mutation.
    if (typeof payload !== 'object') return [];
    if (payload.refusals === undefined) throw new BadRequest(SELECT_REFUSALS, failure);
    return payload.refusals;
  });
  if (first !== undefined) throw new Refused([first, ...others], failure);
}

interface MayBeRefused {
  readonly refusals?: readonly Refusal[];
}

const SELECT_REFUSALS =
  'Select `refusals { code message path }` of every command, or say { refusals: "return" } and look for yourself.';

/** Node says what happened in the cause only. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
