import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Dialect, Reader } from '../db/database';
import type { Catalogue } from '../rules';
import { readEditions } from './edition';
import { updateSpans, type Deriving } from './update-spans';

/**
 * SQLite has one writer at a time. Who waits for it in another process looks again and again for a short time, and then
 * ever more rarely: so a batch ends within that time, and a pause follows that is longer than between two looks.
 */
const BATCHES: Readonly<Record<Dialect, { readonly organizations: number; readonly pause: number }>> = {
  sqlite: { organizations: 30, pause: 25 },
  mysql: { organizations: 100, pause: 0 },
};

/** How soon it looks again for what others have locked. */
const HELD_MILLISECONDS = 200;

/** How many organizations have spans that are marked as outdated. */
export async function countOutdated(database: Database): Promise<number> {
  const { current } = await readEditions(database);
  const [row] = await database.rows<{ outdated: number }>(
    'SELECT COUNT(*) AS outdated FROM organization WHERE edition < ?',
    [current],
  );
  return row?.outdated ?? 0;
}

export interface Refilling {
  /**
   * All versions of the catalogue as they are now, read with what reads the facts: a new one may come while everybody is
   * derived anew, and a demonstration may be emptied and loaded again.
   */
  readonly versions: (reader: Reader) => Promise<readonly Catalogue[]>;
  /** Runs long work in slices; a program that runs by itself needs none. */
  readonly run?: Deriving['run'];
  /** After each batch, with the number of organizations in it; the next one waits for what it promises. */
  readonly onBatch?: (organizations: number) => unknown;
  /** Ends it after the batch that it is at. */
  readonly signal?: AbortSignal;
}

/**
 * Derives the spans of all organizations whose spans are marked as outdated, some at a time, each some in a transaction
 * that takes their marks away with it: after a kill it goes on where it was. Who else does the same takes others, since
 * what one has locked the other one skips. Answers how many organizations it did.
 */
export async function refill(
  database: Database,
  { versions, run, onBatch, signal }: Refilling,
): Promise<number> {
  const batch = BATCHES[database.dialect];
  let done = 0;
  while (signal?.aborted !== true) {
    const { current, oldest } = await readEditions(database);
    if (oldest === null || oldest >= current) break;
    const organizations = await database.transaction(async (transaction) => {
      const marked = await transaction.rows<{ id: string }>(
        'SELECT id FROM organization WHERE edition < ? ORDER BY edition, id LIMIT ?' +
          transaction.forUpdateSkipLocked,
        [current, batch.organizations],
      );
      // Read while these are locked, so they are of the same programme.
      const all = await versions(transaction);
      await updateSpans(
        transaction,
        all,
        marked.map(({ id }) => id),
        run && { run },
      );
      return marked.length;
    });
    // Others have the rest.
    if (organizations === 0) break;
    done += organizations;
    await onBatch?.(organizations);
    if (batch.pause > 0) await pause(batch.pause);
  }
  return done;
}

export interface RefillingAll extends Refilling {
  /** Others have so many locked, for which it waits: told once each time that it comes to wait. */
  readonly onHeld?: (left: number) => void;
}

/** The same until nobody's spans are outdated: what others have locked, it waits for, and does what they leave. */
export async function refillAll(
  database: Database,
  { onHeld, ...refilling }: RefillingAll,
): Promise<{ readonly done: number; readonly left: number }> {
  let done = 0;
  let waits = false;
  for (;;) {
    const some = await refill(database, refilling);
    done += some;
    const left = await countOutdated(database);
    if (left === 0 || refilling.signal?.aborted === true) return { done, left };
    if (!waits || some > 0) onHeld?.(left);
    waits = true;
    await pause(HELD_MILLISECONDS);
  }
}
