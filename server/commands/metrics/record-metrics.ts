import { metricRecordId } from '../../../schema/metrics/metric-record-id';
import type { RecordMetricsInput } from '../../../schema/metrics/record-metrics';
import { checkReason } from '../../checks/reason';
import { lockedOrganization } from '../../locks/organization';
import { refuseAll } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';
import { storeMetrics } from '../steps/store-metrics';
import { checkRowCount, requireRows } from '../../checks/verdict';

const RECORDS = ['input', 'records'];

export interface MetricsRecorded {
  readonly metricRecordIds: readonly string[];
}

export function recordMetrics(
  call: CommandCall,
  input: RecordMetricsInput,
): Promise<CommandOutcome<MetricsRecorded>> {
  return runCommand(call, 'recordMetrics', input, async (context) => {
    const { records, reason } = input;
    refuseAll([checkReason(reason), checkRowCount(records, RECORDS)]);
    const { id: organizationId } = await lockedOrganization(context, input.organizationId);
    const rows = records.map((record) => ({ given: { ...record, organization: { id: organizationId } } }));
    const verdicts = await storeMetrics(context, rows, {
      organizationOf: () => organizationId,
      repeatPolicy: 'REFUSE',
      reason,
      errorPolicy: 'REJECT_ALL',
      pathOf: (index, field) => [...RECORDS, String(index), ...(field === undefined ? [] : [field])],
    });
    return { metricRecordIds: requireRows(verdicts).map(metricRecordId) };
  });
}
