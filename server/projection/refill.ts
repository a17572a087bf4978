import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Dialect, Reader } from '../db/database';
import type { Catalogue } from '../rules';
import { readEditions } from './edition';
import { updateSpans, type DerivationOptions } from './update-spans';

/**
 * SQLite has one writer at a time. A waiting process polls for the lock, at first at short intervals, then with a
 * back-off. A batch therefore ends before the back-off, and the pause after a batch is longer than a short interval.
 */
const BATCHES: Readonly<Record<Dialect, { readonly organizations: number; readonly pause: number }>> = {
  sqlite: { organizations: 30, pause: 25 },
  mysql: { organizations: 100, pause: 0 },
};

const LOCKED_PAUSE_MILLISECONDS = 200;

export async function countOutdated(database: Database): Promise<number> {
  const { current } = await readEditions(database);
  const [row] = await database.rows<{ outdated: number }>(
    'SELECT COUNT(*) AS outdated FROM organization WHERE edition < ?',
    [current],
  );
  return row?.outdated ?? 0;
}

export interface RefillOptions {
  /**
   * Reads all current versions of the catalogue, with the same reader as the facts. During a refill, a version may be
   * published, or a demonstration may be emptied and loaded again.
   */
  readonly versions: (reader: Reader) => Promise<readonly Catalogue[]>;
  /** Runs long work in slices. Not needed by a program that has a process to itself. */
  readonly run?: DerivationOptions['run'];
  /**
   * Called after each batch with its number of organizations. If it returns a promise, the next batch waits for the
   * promise.
   */
  readonly onBatch?: (organizations: number) => unknown;
  /** Stops the refill after the current batch. */
  readonly signal?: AbortSignal;
}

/**
 * Derives outdated spans again, in batches. Each batch has its own transaction, so an interrupted refill resumes where
 * it stopped. Concurrent refills skip organizations that another refill has locked. Returns the number of refilled
 * organizations.
 */
export async function refill(
  database: Database,
  { versions, run, onBatch, signal }: RefillOptions,
): Promise<number> {
  const batch = BATCHES[database.dialect];
  let total = 0;
  while (signal?.aborted !== true) {
    const { current, oldest } = await readEditions(database);
    if (oldest === null || oldest >= current) break;
    const organizations = await database.transaction(async (transaction) => {
      const marked = await transaction.rows<{ id: string }>(
        'SELECT id FROM organization WHERE edition < ? ORDER BY edition, id LIMIT ?' +
          transaction.forUpdateSkipLocked,
        [current, batch.organizations],
      );
      // Read while the organizations are locked, so that versions and facts belong to the same programme.
      const currentVersions = await versions(transaction);
      await updateSpans(
        transaction,
        currentVersions,
        marked.map(({ id }) => id),
        run && { run },
      );
      return marked.length;
    });
    // Another refill has locked the rest.
    if (organizations === 0) break;
    total += organizations;
    await onBatch?.(organizations);
    if (batch.pause > 0) await pause(batch.pause);
  }
  return total;
}

export interface RefillAllOptions extends RefillOptions {
  /** Called each time the refill begins to wait for locked organizations, with their number. */
  readonly onLocked?: (left: number) => void;
}

export async function refillAll(
  database: Database,
  { onLocked, ...refilling }: RefillAllOptions,
): Promise<{ readonly done: number; readonly left: number }> {
  let done = 0;
  let isWaiting = false;
  for (;;) {
    const refilled = await refill(database, refilling);
    done += refilled;
    const left = await countOutdated(database);
    if (left === 0 || refilling.signal?.aborted === true) return { done, left };
    if (!isWaiting || refilled > 0) onLocked?.(left);
    isWaiting = true;
    await pause(LOCKED_PAUSE_MILLISECONDS);
  }
}
