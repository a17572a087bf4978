import { metricRecordId } from '../../schema/metric-record-id';
import type { RecordMetricsInput } from '../../schema/record-metrics';
import { checkReason } from './check-reason';
import { lockedOrganization } from './locked-organization';
import { refuseAll } from './refusal';
import { runCommand, type Call, type Outcome } from './run-command';
import { storeMetrics } from './store-metrics';
import { checkRowCount, rowsOf } from './verdict';

const RECORDS = ['input', 'records'];

export interface MetricsRecorded {
  readonly metricRecordIds: readonly string[];
}

/** What the vendor has measured of an organization, or has measured wrongly before. */
export function recordMetrics(call: Call, input: RecordMetricsInput): Promise<Outcome<MetricsRecorded>> {
  return runCommand(call, 'recordMetrics', input, async (step) => {
    const { records, reason } = input;
    refuseAll([checkReason(reason), checkRowCount(records, RECORDS)]);
    const { id: organizationId } = await lockedOrganization(step, input.organizationId);
    const rows = records.map((record) => ({ ...record, organizationId }));
    const verdicts = await storeMetrics(step, rows, {
      organizationOf: () => organizationId,
      repeats: 'REFUSE',
      reason,
      errorPolicy: 'REJECT_ALL',
      pathOf: (place) => [...RECORDS, String(place)],
    });
    return { metricRecordIds: rowsOf(verdicts).map(metricRecordId) };
  });
}
