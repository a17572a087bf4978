import { globalId } from '../../../schema/global-id';
import type { MetricRecord } from '../../../schema/metrics/metric-record';
import { metricRecordId } from '../../../schema/metrics/metric-record-id';
import type { MetricRecordRow } from '../../db/entities';
import { writeHundredths } from '../../rules';
import type { CatalogueOnDay } from '../catalogue/catalogue-on-day';

export type MetricRecordSource = MetricRecord & {
  readonly __typename: 'MetricRecord';
  readonly organizationId: string;
};

export function presentMetricRecord(row: MetricRecordRow, catalogue: CatalogueOnDay): MetricRecordSource {
  return {
    __typename: 'MetricRecord',
    id: globalId('MetricRecord', metricRecordId(row)),
    organizationId: row.organizationId,
    metric: catalogue.metric(row.metric),
    month: row.month,
    amount: writeHundredths(row.hundredths),
    version: row.version,
  };
}
