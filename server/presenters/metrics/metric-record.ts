import { globalId } from '../../../schema/global-id';
import type { MetricRecord } from '../../../schema/metrics/metric-record';
import { metricRecordId } from '../../../schema/metrics/metric-record-id';
import type { MetricRecordRow } from '../../db/entities';
import type { CatalogueOnDay } from '../catalogue/catalogue-on-day';

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
