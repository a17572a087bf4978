import type { Database } from '../../server/db/database';
import { refill } from '../../server/projection/refill';
import { Catalogues } from '../../server/request/catalogues';

/** Derives whatever is outdated, as a server would do sooner or later, and answers how many organizations it were. */
export function refilled(database: Database): Promise<number> {
  const catalogues = new Catalogues();
  return refill(database, { versions: () => catalogues.upToDate(database) });
}
