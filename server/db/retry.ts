import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

const MAX_ATTEMPTS = 10;

const DEFAULT_WAIT_MILLISECONDS = 30_000;

/** Codes of MariaDB and MySQL for a deadlock, a lock wait timeout, and a row that changed since the snapshot. */
const RETRYABLE_CODES = new Set<unknown>(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD']);

/** Thrown when concurrent work prevents a transaction. The transaction had no effect and may be retried. */
export class RetryTransaction extends Error {}

/** Latest start time, on the `performance.now()` clock, for work that is queued now. */
export function latestStart(): number {
  return performance.now() + DEFAULT_WAIT_MILLISECONDS;
}

/**
 * Retries work that failed because of concurrent work, with random exponential back-off. No attempt begins after
 * `until`.
 */
export async function withRetries<T>(work: () => Promise<T>, until = latestStart()): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const wait = Math.random() * Math.min(1000, 10 * 2 ** attempt);
      const isLast = attempt === MAX_ATTEMPTS || performance.now() + wait > until;
      if (isLast || !isRetryable(error)) throw error;
      await pause(wait);
    }
  }
}

export function isRetryable(error: unknown): boolean {
  if (error instanceof RetryTransaction) return true;
  const code = (error as { code?: unknown } | null)?.code;
  return RETRYABLE_CODES.has(code) || (typeof code === 'string' && code.startsWith('SQLITE_BUSY'));
}
