import DataLoader from 'dataloader';
import { metricRecordId, readMetricRecordId } from '../../../schema/metric-record-id';
import type { MetricRecordRow } from '../../db/entities';
import { metricRecordsByKey } from '../../db/metric-records-by-key';
import { batchedBy, type Batching } from '../scheduling/answer-pacer';

/** Metric records by their ids (`metricRecordId`), however many a request names, in one statement. */
export function metricRecordLoader(reader: Batching): DataLoader<string, MetricRecordRow | null> {
  return new DataLoader(async (ids: readonly string[]) => {
    const keys = ids.map(readMetricRecordId).filter((key) => key !== null);
    const rows = await metricRecordsByKey(reader, keys);
    const byId = new Map(rows.map((row) => [metricRecordId(row), row]));
    return ids.map((id) => byId.get(id) ?? null);
  }, batchedBy(reader));
}
