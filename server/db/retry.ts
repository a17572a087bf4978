import { setTimeout as pause } from 'node:timers/promises';

const ATTEMPTS = 10;

/** MariaDB and MySQL: a deadlock, a lock that was waited for too long, a row that changed since the snapshot. */
const GAVE_UP_FOR_OTHERS = new Set<unknown>(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD']);

/** Runs work again when the database gave it up for the sake of others, a few times, ever more patiently. */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !isWorthARetry(error)) throw error;
      await pause(Math.random() * Math.min(1000, 10 * 2 ** attempt));
    }
  }
}

export function isWorthARetry(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return GAVE_UP_FOR_OTHERS.has(code) || (typeof code === 'string' && code.startsWith('SQLITE_BUSY'));
}
