import type { ImportMetricsInput } from '../../schema/import-metrics';
import { metricRecordId } from '../../schema/metric-record-id';
import { checkReason } from './check-reason';
import type { GivenMetric, MetricLookups } from './judge-metric';
import { lockedByName } from './locked-by-name';
import { refuseAll } from './refusal';
import { runCommand, type Call, type Outcome, type Step } from './run-command';
import { storeMetrics } from './store-metrics';
import { answerOf, checkRowCount, type RowAnswer } from './verdict';

const ROWS = ['input', 'rows'];

export interface MetricsImported {
  readonly rows: readonly RowAnswer[];
}

/** Takes over what a feed tells of many organizations. Sending a file again changes nothing. */
export function importMetrics(call: Call, input: ImportMetricsInput): Promise<Outcome<MetricsImported>> {
  return runCommand(call, 'importMetrics', input, async (step) => {
    const { reason, errorPolicy, rows } = input;
    refuseAll([checkReason(reason), checkRowCount(rows, ROWS)]);
    const verdicts = await storeMetrics(step, rows, {
      organizationOf: await lockedOrganizations(step, rows),
      reason,
      errorPolicy,
      pathOf: (place) => [...ROWS, String(place)],
    });
    return { rows: verdicts.map((verdict) => answerOf(verdict, metricRecordId)) };
  });
}

/** The organizations that rows name, each locked. */
async function lockedOrganizations(
  step: Step,
  given: readonly GivenMetric[],
): Promise<MetricLookups['organizationOf']> {
  const nameOf = ({ organizationId = null, organizationKey = null }: GivenMetric) => ({
    id: organizationId,
    value: organizationKey,
  });
  const find = await lockedByName(
    step,
    { table: 'organization', type: 'Organization', column: '`key`' },
    given.map(nameOf),
  );
  return (one) => find(nameOf(one));
}
