import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { IssuerUnavailable } from './issuer-unavailable';

export interface IssuerKeysOptions {
  readonly url: URL;
  /** The issuer has become unreachable. Called once an outage. */
  readonly onOutage: (reason: string) => void;
  /** The first fetch after an outage has succeeded. */
  readonly onRecovery: () => void;
  /** A published key cannot be used. Called once for each fetched set of keys. */
  readonly onUnusableKey: (error: unknown) => void;
}

type Keys = ReturnType<typeof createLocalJWKSet>;
type Key = Awaited<ReturnType<Keys>>;

const FETCH_MILLISECONDS = 5000;
const REFRESH_MILLISECONDS = 10 * 60_000;
const COOL_DOWN_MILLISECONDS = 30_000;
const FIRST_RETRY_MILLISECONDS = 1000;
const LAST_RETRY_MILLISECONDS = 60_000;
const MAX_ANSWER_BYTES = 256 * 1024;

/**
 * The keys that an issuer publishes at an address. They are fetched in the background, one fetch at a time: every ten
 * minutes, after a failure with exponential back-off, and early when a token names an unknown key. Known keys stay in
 * use while the issuer is unreachable; each successful fetch replaces them. No request waits during an outage.
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
  #hasReportedKey = false;

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
    const known = await this.#knownKey(...token);
    if (known !== null) return known;
    if (this.#failures === 0) await this.#fetchUnlessCoolingDown();
    const fetched = await this.#knownKey(...token);
    if (fetched !== null) return fetched;
    if (this.#failures === 0) throw new errors.JWKSNoMatchingKey();
    throw new IssuerUnavailable((this.#retryAt - performance.now()) / 1000);
  };

  reportUnusableKey(error: unknown): void {
    if (this.#hasReportedKey) return;
    this.#hasReportedKey = true;
    this.#options.onUnusableKey(error);
  }

  async #knownKey(...token: Parameters<JWTVerifyGetKey>): Promise<Key | null> {
    if (this.#keys === null) return null;
    try {
      return await this.#keys(...token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) return null;
      throw error;
    }
  }

  /** Callers choose the names of keys, so unknown ones must not cause a fetch each. */
  async #fetchUnlessCoolingDown(): Promise<void> {
    const isCoolingDown = performance.now() - this.#fetchedAt < COOL_DOWN_MILLISECONDS;
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
    const wasAway = this.#failures > 0;
    this.#keys = keys;
    this.#hasReportedKey = false;
    this.#failures = 0;
    this.#fetchedAt = performance.now();
    this.#fetchAfter(REFRESH_MILLISECONDS);
    if (wasAway) this.#options.onRecovery();
  }

  #fail(error: unknown): void {
    if (this.#stopped.signal.aborted) return;
    const backOff = Math.min(FIRST_RETRY_MILLISECONDS * 2 ** this.#failures, LAST_RETRY_MILLISECONDS);
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

/** An answer of the issuer that holds no keys. Its text is never quoted: it goes into the log. */
class BadAnswer extends Error {}

async function fetchKeys(url: URL, signal: AbortSignal): Promise<Keys> {
  const response = await fetch(url, {
    signal,
    redirect: 'manual',
    headers: { accept: 'application/jwk-set+json, application/json' },
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new BadAnswer(`its status is ${response.status}`);
  }
  const text = await textOf(response);
  try {
    return createLocalJWKSet(JSON.parse(text) as Parameters<typeof createLocalJWKSet>[0]);
  } catch {
    throw new BadAnswer('its answer is not a JSON web key set');
  }
}

async function textOf(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > MAX_ANSWER_BYTES) throw new BadAnswer(`its answer is longer than ${MAX_ANSWER_BYTES} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}

function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') return `it does not answer within ${FETCH_MILLISECONDS / 1000} s`;
  // fetch() says only that it failed. Its cause says why.
  const { code, message: detail = message } = (cause ?? {}) as { code?: string; message?: string };
  return code ?? detail;
}
