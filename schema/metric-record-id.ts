import { isMonth, type Month } from '../server/rules/vocabulary';

/** A metric record has no id of its own: it is known by its organization, metric and month. */
export interface MetricRecordKey {
  readonly organizationId: string;
  readonly metric: string;
  readonly month: Month;
}

export function metricRecordId({ organizationId, month, metric }: MetricRecordKey): string {
  return `${organizationId}.${month}.${metric}`;
}

export function readMetricRecordId(id: string): MetricRecordKey | null {
  const [organizationId = '', month = '', ...metric] = id.split('.');
  return isMonth(month) ? { organizationId, month, metric: metric.join('.') } : null;
}
