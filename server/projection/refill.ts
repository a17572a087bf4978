import type { Database } from '../db/database';
import type { Catalogue } from '../rules';
import { readEditions } from './edition';
import { keepSpans } from './keep-spans';

const ORGANIZATIONS_AT_ONCE = 100;

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
  /** All versions of the catalogue as they are now: a new one may come while everybody is derived anew. */
  readonly versions: () => Promise<readonly Catalogue[]>;
  /** After each batch, with the number of organizations in it. */
  readonly onBatch?: (organizations: number) => void;
  /** Ends it after the batch that it is at. */
  readonly signal?: AbortSignal;
}

/**
 * Derives the spans of all organizations whose spans are marked as outdated, some at a time, each some in a transaction
 * that takes their marks away with it: after a kill it goes on where it was. Who else does the same takes others, since
 * what one has locked the other one skips. Answers how many organizations it did.
 */
export async function refill(database: Database, { versions, onBatch, signal }: Refilling): Promise<number> {
  let done = 0;
  while (signal?.aborted !== true) {
    const all = await versions();
    const { current, oldest } = await readEditions(database);
    if (oldest === null || oldest >= current) break;
    const organizations = await database.transaction(async (transaction) => {
      const marked = await transaction.rows<{ id: string }>(
        'SELECT id FROM organization WHERE edition < ? ORDER BY edition, id LIMIT ?' +
          transaction.forUpdateOfTheFree,
        [current, ORGANIZATIONS_AT_ONCE],
      );
      await keepSpans(
        transaction,
        all,
        marked.map(({ id }) => id),
      );
      return marked.length;
    });
    // Others have the rest.
    if (organizations === 0) break;
    done += organizations;
    onBatch?.(organizations);
  }
  return done;
}
