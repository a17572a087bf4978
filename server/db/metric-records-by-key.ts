import { placeholders } from './placeholders';
import type { Reader } from './database';
import type { MetricRecordRow } from './entities';

type Key = Pick<MetricRecordRow, 'organizationId' | 'metric' | 'month'>;

/**
 * What is recorded under these keys, in one statement that reads the primary key. Where the keys are no grid of
 * organizations, metrics and months, it answers some more.
 */
export async function metricRecordsByKey(reader: Reader, keys: readonly Key[]): Promise<MetricRecordRow[]> {
  if (keys.length === 0) return [];
  const organizations = [...new Set(keys.map(({ organizationId }) => organizationId))];
  const metrics = [...new Set(keys.map(({ metric }) => metric))];
  const months = [...new Set(keys.map(({ month }) => month))];
  return reader.rows<MetricRecordRow>(
    `SELECT * FROM metric_record WHERE organizationId IN (${placeholders(organizations)})` +
      ` AND metric IN (${placeholders(metrics)}) AND month IN (${placeholders(months)})`,
    [...organizations, ...metrics, ...months],
  );
}
