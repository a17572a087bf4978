import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

const ATTEMPTS = 10;

/** How long work waits for others that nobody gave a deadline. */
const PATIENCE_MILLISECONDS = 30_000;

/** MariaDB and MySQL: a deadlock, a lock that was waited for too long, a row that changed since the snapshot. */
const GAVE_UP_FOR_OTHERS = new Set<unknown>(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD']);

/** Work that cannot go on because of what others do at the same time: none of it happens, and all of it may be tried again. */
export class RetryTransaction extends Error {}

/** When work is begun for the last time that begins to wait now, as `performance.now()` counts. */
export function latestStart(): number {
  return performance.now() + PATIENCE_MILLISECONDS;
}

/**
 * Runs work again when the database gave it up for the sake of others, a few times, ever more patiently, but does not
 * begin it after `until`.
 */
export async function retrying<T>(work: () => Promise<T>, until = latestStart()): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const wait = Math.random() * Math.min(1000, 10 * 2 ** attempt);
      const isOver = attempt === ATTEMPTS || performance.now() + wait > until;
      if (isOver || !isWorthARetry(error)) throw error;
      await pause(wait);
    }
  }
}

/** Others were in the way: what failed may succeed when it is asked for again. */
export function isWorthARetry(error: unknown): boolean {
  if (error instanceof RetryTransaction) return true;
  const code = (error as { code?: unknown } | null)?.code;
  return GAVE_UP_FOR_OTHERS.has(code) || (typeof code === 'string' && code.startsWith('SQLITE_BUSY'));
}
