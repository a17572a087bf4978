import type { Database } from '../../server/db/database';
import { refill } from '../../server/projection/refill';
import { KnownVersions } from '../../server/catalogue/known-versions';

export function refillAll(database: Database): Promise<number> {
  const programme = new KnownVersions();
  return refill(database, { versions: (reader) => programme.versions(reader) });
}
