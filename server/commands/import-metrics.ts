import type { ImportMetricsInput } from '../../schema/import-metrics';
import { metricRecordId } from '../../schema/metric-record-id';
import { checkReason } from '../checks/reason';
import { lockedOrganizations } from '../locks/organizations';
import { refuseAll } from '../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from './run-command';
import { storeMetrics } from './steps/store-metrics';
import { answerOf, checkRowCount, type RowAnswer } from '../checks/verdict';

const ROWS = ['input', 'rows'];

export interface MetricsImported {
  readonly rows: readonly RowAnswer[];
}

/** Takes over what a feed tells of many organizations. Sending a file again changes nothing. */
export function importMetrics(
  call: CommandCall,
  input: ImportMetricsInput,
): Promise<CommandOutcome<MetricsImported>> {
  return runCommand(call, 'importMetrics', input, async (step) => {
    const { reason, errorPolicy, rows } = input;
    refuseAll([checkReason(reason), checkRowCount(rows, ROWS)]);
    const verdicts = await storeMetrics(step, rows, {
      organizationOf: await lockedOrganizations(step, rows),
      repeats: 'REFUSE',
      reason,
      errorPolicy,
      pathOf: (place) => [...ROWS, String(place)],
    });
    return { rows: verdicts.map((verdict) => answerOf(verdict, metricRecordId)) };
  });
}
