import { metricRecordId } from '../../schema/metric-record-id';
import type { RecordMetricsInput } from '../../schema/record-metrics';
import { checkReason } from '../checks/reason';
import { lockedOrganization } from '../locks/organization';
import { refuseAll } from '../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from './run-command';
import { storeMetrics } from './steps/store-metrics';
import { checkRowCount, rowsOf } from '../checks/verdict';

const RECORDS = ['input', 'records'];

export interface MetricsRecorded {
  readonly metricRecordIds: readonly string[];
}

/** What the vendor has measured of an organization, or has measured wrongly before. */
export function recordMetrics(
  call: CommandCall,
  input: RecordMetricsInput,
): Promise<CommandOutcome<MetricsRecorded>> {
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
