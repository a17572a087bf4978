import type { ImportMetricsInput } from '../../../schema/metrics/import-metrics';
import { metricRecordId } from '../../../schema/metrics/metric-record-id';
import { readMetricRow } from '../../checks/metric-row';
import { checkReason } from '../../checks/reason';
import type { MetricField } from '../../checks/recorded-metric';
import { lockedOrganizations } from '../../locks/organizations';
import { refuseAll } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';
import { storeMetrics } from '../steps/store-metrics';
import { rowAnswer, checkRowCount, type RowAnswer } from '../../checks/verdict';

const ROWS = ['input', 'rows'];
const NESTED: Partial<Record<MetricField, readonly string[]>> = {
  organizationId: ['organization', 'id'],
  organizationKey: ['organization', 'key'],
};
const pathOf = (index: number, field?: MetricField) => [
  ...ROWS,
  String(index),
  ...(field === undefined ? [] : (NESTED[field] ?? [field])),
];

export interface MetricsImported {
  readonly rows: readonly RowAnswer[];
}

/** Importing the same rows again is a no-op. */
export function importMetrics(
  call: CommandCall,
  input: ImportMetricsInput,
): Promise<CommandOutcome<MetricsImported>> {
  return runCommand(call, 'importMetrics', input, async (context) => {
    const { reason, errorPolicy, rows } = input;
    refuseAll([checkReason(reason), checkRowCount(rows, ROWS)]);
    const read = rows.map((row, index) => readMetricRow(row, (field) => pathOf(index, field)));
    const readable = read.flatMap((row) => ('given' in row ? [row.given] : []));
    const verdicts = await storeMetrics(context, read, {
      organizationOf: await lockedOrganizations(context, readable),
      repeatPolicy: 'REFUSE',
      reason,
      errorPolicy,
      pathOf,
    });
    return { rows: verdicts.map((verdict) => rowAnswer(verdict, metricRecordId)) };
  });
}
