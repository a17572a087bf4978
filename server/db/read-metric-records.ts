import { placeholders } from './placeholders';
import type { Reader } from './database';
import type { MetricRecordRow } from './entities';

type Key = Pick<MetricRecordRow, 'organizationId' | 'metric' | 'month'>;

/**
 * Reads the records with these keys by primary key, in one statement. The statement matches all combinations of the
 * given organizations, metrics and months, so the result may include records with other keys.
 */
export async function readMetricRecords(reader: Reader, keys: readonly Key[]): Promise<MetricRecordRow[]> {
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
