import { NetworkError, RateLimited, ServerError, Timeout, type LaurelError } from './errors.ts';

export interface Retries {
  /** Maximum number of retries. Default: 4. */
  readonly most?: number;
  /** Milliseconds before the first retry. Default: 250. Each further wait is about twice as long. */
  readonly firstWait?: number;
  /** Maximum wait in milliseconds. Default: 60,000. A call is not retried when the server asks for a longer wait. */
  readonly longestWait?: number;
}

/** Returns the milliseconds to wait before a retry, or null when the call must not be retried. */
export function waitBeforeRetry(
  retry: number,
  error: LaurelError,
  retries: number | Retries = {},
): number | null {
  const {
    most = 4,
    firstWait = 250,
    longestWait = 60_000,
  } = typeof retries === 'number' ? { most: retries } : retries;
  if (retry > most || !error.isRetrySafe || !isTransient(error) || hasPartialResult(error)) return null;
  const requestedWait = (error.waitSeconds ?? 0) * 1000;
  if (requestedWait > longestWait) return null;
  // Jitter keeps callers that failed together from retrying together.
  return requestedWait + Math.min(firstWait * 2 ** (retry - 1), longestWait) * (0.5 + Math.random() / 2);
}

/** A repeat would not return the one-time secrets of the commands that already succeeded. */
function hasPartialResult({ idempotencyKeys, data }: LaurelError): boolean {
  const isMutation = Object.keys(idempotencyKeys).length > 0;
  return isMutation && Object.values<unknown>({ ...(data as object | null) }).some((part) => part !== null);
}

/** Status 500 is not transient, because the cause may lie in the data. */
function isTransient(error: LaurelError): boolean {
  if (error instanceof ServerError) return error.status === 502 || error.status === 503;
  return error instanceof NetworkError || error instanceof Timeout || error instanceof RateLimited;
}
