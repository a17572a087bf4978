import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from './db/database';
import { pendingMigrations } from './db/migrate';
import { cachedFor } from './http/cached-for';
import type { Readiness } from './http/health';
import type { MeasuredGauge } from './http/metrics';
import { countOutdated } from './projection/refill';

const PROBE_MILLISECONDS = 2000;
/**
 * Probes within this time share one result. Each probe runs SQL statements, and anyone can request health or metrics.
 */
const PROBES_SHARE_MILLISECONDS = 250;

export function readinessProbe(database: Database, isDraining: () => boolean): () => Promise<Readiness> {
  const cachedProbe = cachedFor(PROBES_SHARE_MILLISECONDS, () => probe(database));
  return async () => {
    const checks = { ...(await cachedProbe()), notDraining: !isDraining() };
    return { ready: Object.values(checks).every((passes) => passes), checks };
  };
}

async function probe(database: Database) {
  const succeeds = (result: Promise<boolean>) => withTimeout(result, false);
  const [answers, migrated] = await Promise.all([
    succeeds(database.rows('SELECT 1 AS one').then(() => true)),
    succeeds(pendingMigrations(database).then((pending) => !pending)),
  ]);
  return { database: answers, migrations: migrated };
}

/** Counting is cheap: it reads the end of an index, which has few rows except in the minutes after a publication. */
export function outdatedMetric(database: Database): MeasuredGauge {
  return {
    name: 'laurel_organizations_outdated',
    help: 'Organizations with outdated status, which searches evaluate until it is refilled.',
    value: () => withTimeout(countOutdated(database), null),
  };
}

export function withTimeout<T>(
  result: Promise<T>,
  fallback: T,
  milliseconds = PROBE_MILLISECONDS,
): Promise<T> {
  return Promise.race([result.catch(() => fallback), pause(milliseconds, fallback, { ref: false })]);
}
