import { globalId } from '../../schema/global-id';
import type { MetricRecord } from '../../schema/metric-record';
import type { MetricRecordRow } from '../db/entities';
import { isMonth, type Month } from '../rules';
import type { CatalogueOnDay } from './catalogue-on';

export function presentMetricRecord(
  row: MetricRecordRow,
  catalogue: CatalogueOnDay,
): MetricRecord & { readonly __typename: 'MetricRecord' } {
  return {
    __typename: 'MetricRecord',
    id: globalId('MetricRecord', metricRecordId(row)),
    metric: catalogue.metric(row.metric),
    month: row.month,
    amount: row.hundredths,
    version: row.version,
  };
}

/** A record has no id of its own: it is known by its organization, metric and month. */
export type MetricRecordKey = Pick<MetricRecordRow, 'organizationId' | 'metric' | 'month'>;

export function metricRecordId({ organizationId, month, metric }: MetricRecordKey): string {
  return `${organizationId}.${month}.${metric}`;
}

export function readMetricRecordId(id: string): MetricRecordKey | null {
  const [organizationId = '', month = '', ...metric] = id.split('.');
  return isMonth(month) ? { organizationId, month: month satisfies Month, metric: metric.join('.') } : null;
}
