import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { IssuerUnavailable } from './issuer-unavailable';

export interface IssuerKeysOptions {
  readonly url: URL;
  readonly onOutage: (reason: string) => void;
  readonly onRecovery: () => void;
  /** Called at most once per fetched key set, when a published key cannot be used. */
  readonly onUnusableKey: (error: unknown) => void;
}

type Keys = ReturnType<typeof createLocalJWKSet>;
type Key = Awaited<ReturnType<Keys>>;

const FETCH_MILLISECONDS = 5000;
const REFRESH_MILLISECONDS = 10 * 60_000;
const MIN_REFETCH_MILLISECONDS = 30_000;
const FIRST_RETRY_MILLISECONDS = 1000;
const MAX_RETRY_MILLISECONDS = 60_000;
const MAX_RESPONSE_BYTES = 256 * 1024;

/**
 * The published keys of an issuer. They are fetched in the background, one fetch at a time: every ten minutes, with
 * exponential back-off after a failure, and early when a token names an unknown key. A successful fetch replaces all
 * keys. During an outage the known keys stay in use and no request waits.
 */
export class IssuerKeys {
  readonly #options: IssuerKeysOptions;
  readonly #stopped = new AbortController();
  #keys: Keys | null = null;
  #fetching: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #fetchedAt = -Infinity;
  #retryAt = -Infinity;
  #hasReportedUnusableKey = false;

  constructor(options: IssuerKeysOptions) {
    this.#options = options;
  }

  start(): void {
    void this.#fetch();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stopped.abort();
  }

  readonly find: JWTVerifyGetKey = async (...token) => {
    const key = await this.#cachedKey(...token);
    if (key !== null) return key;
    if (this.#failures === 0) await this.#fetchUnlessCoolingDown();
    const fetchedKey = await this.#cachedKey(...token);
    if (fetchedKey !== null) return fetchedKey;
    if (this.#failures === 0) throw new errors.JWKSNoMatchingKey();
    throw new IssuerUnavailable((this.#retryAt - performance.now()) / 1000);
  };

  reportUnusableKey(error: unknown): void {
    if (this.#hasReportedUnusableKey) return;
    this.#hasReportedUnusableKey = true;
    this.#options.onUnusableKey(error);
  }

  async #cachedKey(...token: Parameters<JWTVerifyGetKey>): Promise<Key | null> {
    if (this.#keys === null) return null;
    try {
      return await this.#keys(...token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) return null;
      throw error;
    }
  }

  /** Limits fetches for unknown key ids, because callers can invent key ids. */
  async #fetchUnlessCoolingDown(): Promise<void> {
    const isCoolingDown = performance.now() - this.#fetchedAt < MIN_REFETCH_MILLISECONDS;
    if (this.#fetching !== null || !isCoolingDown) await this.#fetch();
  }

  #fetch(): Promise<void> {
    clearTimeout(this.#timer);
    this.#fetching ??= this.#fetchOnce().finally(() => {
      this.#fetching = null;
    });
    return this.#fetching;
  }

  async #fetchOnce(): Promise<void> {
    try {
      const timeout = AbortSignal.timeout(FETCH_MILLISECONDS);
      this.#succeed(await fetchKeys(this.#options.url, AbortSignal.any([timeout, this.#stopped.signal])));
    } catch (error) {
      this.#fail(error);
    }
  }

  #succeed(keys: Keys): void {
    const wasUnavailable = this.#failures > 0;
    this.#keys = keys;
    this.#hasReportedUnusableKey = false;
    this.#failures = 0;
    this.#fetchedAt = performance.now();
    this.#fetchAfter(REFRESH_MILLISECONDS);
    if (wasUnavailable) this.#options.onRecovery();
  }

  #fail(error: unknown): void {
    if (this.#stopped.signal.aborted) return;
    const backOff = Math.min(FIRST_RETRY_MILLISECONDS * 2 ** this.#failures, MAX_RETRY_MILLISECONDS);
    this.#failures += 1;
    this.#retryAt = performance.now() + backOff;
    this.#fetchAfter(backOff);
    if (this.#failures === 1) this.#options.onOutage(reasonOf(error));
  }

  #fetchAfter(milliseconds: number): void {
    if (this.#stopped.signal.aborted) return;
    this.#timer = setTimeout(() => void this.#fetch(), milliseconds).unref();
  }
}

/** The message is logged, so it must not quote the response. */
class InvalidResponse extends Error {}

async function fetchKeys(url: URL, signal: AbortSignal): Promise<Keys> {
  const response = await fetch(url, {
    signal,
    redirect: 'manual',
    headers: { accept: 'application/jwk-set+json, application/json' },
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new InvalidResponse(`the response has status ${response.status}`);
  }
  const text = await readText(response);
  try {
    return createLocalJWKSet(JSON.parse(text) as Parameters<typeof createLocalJWKSet>[0]);
  } catch {
    throw new InvalidResponse('the response is not a JSON Web Key Set');
  }
}

async function readText(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > MAX_RESPONSE_BYTES)
      throw new InvalidResponse(`the response is longer than ${MAX_RESPONSE_BYTES} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}

function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') return `no response within ${FETCH_MILLISECONDS / 1000} s`;
  // The message of a fetch() error is generic. The reason is in `cause`.
  const { code, message: detail = message } = (cause ?? {}) as { code?: string; message?: string };
  return code ?? detail;
}
