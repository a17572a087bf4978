import type { Database } from '../../server/db/database';
import { refill } from '../../server/projection/refill';
import { KnownVersions } from '../../server/catalogue/known-versions';

/** Derives whatever is outdated, as a server would do sooner or later, and answers how many organizations it were. */
export function refilled(database: Database): Promise<number> {
  const programme = new KnownVersions();
  return refill(database, { versions: (reader) => programme.versions(reader) });
}
