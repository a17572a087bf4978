import type { Database } from '../../server/db/database';
import { refill } from '../../server/projection/refill';
import { KnownVersions } from '../../server/catalogue/known-versions';

/** Refills all outdated organizations, as a server does in the background, and returns their number. */
export function refillAll(database: Database): Promise<number> {
  const programme = new KnownVersions();
  return refill(database, { versions: (reader) => programme.versions(reader) });
}
