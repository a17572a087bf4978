import DataLoader from 'dataloader';
import { metricRecordId, parseMetricRecordId } from '../../../schema/metrics/metric-record-id';
import type { MetricRecordRow } from '../../db/entities';
import { readMetricRecords } from '../../db/read-metric-records';
import { batchOptions, type BatchingReader } from '../scheduling/answer-pacer';

export function metricRecordLoader(reader: BatchingReader): DataLoader<string, MetricRecordRow | null> {
  return new DataLoader(async (ids: readonly string[]) => {
    const keys = ids.map(parseMetricRecordId).filter((key) => key !== null);
    const rows = await readMetricRecords(reader, keys);
    const byId = new Map(rows.map((row) => [metricRecordId(row), row]));
    return ids.map((id) => byId.get(id) ?? null);
  }, batchOptions(reader));
}
