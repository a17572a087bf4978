import { isMonth, type Month } from '../../server/rules/vocabulary';

/** Natural key of a metric record, which has no id of its own. */
export interface MetricRecordKey {
  readonly organizationId: string;
  readonly metric: string;
  readonly month: Month;
}

export function metricRecordId({ organizationId, month, metric }: MetricRecordKey): string {
  return `${organizationId}.${month}.${metric}`;
}

export function parseMetricRecordId(id: string): MetricRecordKey | null {
  const [organizationId = '', month = '', ...metric] = id.split('.');
  return isMonth(month) ? { organizationId, month, metric: metric.join('.') } : null;
}
