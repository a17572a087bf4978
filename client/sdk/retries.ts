import { NetworkError, RateLimited, ServerError, Timeout, type LaurelError } from './errors.ts';

/** How often and how patiently a call is made again by itself. */
export interface Retries {
  /** How many times at most, after the first: 4 unless said. */
  readonly most?: number;
  /** Milliseconds before the first one: 250 unless said. Each further one waits about twice as long. */
  readonly firstWait?: number;
  /** Milliseconds that no wait exceeds: 60,000 unless said. A server that asks for more is not waited for. */
  readonly longestWait?: number;
}

/** The milliseconds to wait before a call is made again; null when it is not. */
export function waitBefore(retry: number, error: LaurelError, retries: number | Retries = {}): number | null {
  const {
    most = 4,
    firstWait = 250,
    longestWait = 60_000,
  } = typeof retries === 'number' ? { most: retries } : retries;
  if (retry > most || !error.isRetrySafe || !isTransient(error) || isDoneInPart(error)) return null;
  const asked = (error.waitSeconds ?? 0) * 1000;
  if (asked > longestWait) return null;
  // Callers that failed together do not come back together.
  return asked + Math.min(firstWait * 2 ** (retry - 1), longestWait) * (0.5 + Math.random() / 2);
}

/** The answer to a repeat of these commands would lack the secrets that this one tells. */
function isDoneInPart({ idempotencyKeys, data }: LaurelError): boolean {
  const isMutation = Object.keys(idempotencyKeys).length > 0;
  return isMutation && Object.values<unknown>({ ...(data as object | null) }).some((part) => part !== null);
}

/** What passes by itself. A fault of the server (500) may be one of its data, and comes again. */
function isTransient(error: LaurelError): boolean {
  if (error instanceof ServerError) return error.status === 502 || error.status === 503;
  return error instanceof NetworkError || error instanceof Timeout || error instanceof RateLimited;
}
