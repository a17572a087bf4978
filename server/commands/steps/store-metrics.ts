import { globalId } from '../../../schema/global-id';
import { metricRecordId } from '../../../schema/metrics/metric-record-id';
import { MetricRecordTable, type MetricRecordRow } from '../../db/entities';
import { readMetricRecords } from '../../db/read-metric-records';
import { sentence } from '../../messages';
import type { ReadRow } from '../../checks/cells';
import { knownKeys } from '../../checks/known-keys';
import { invalidRefusal } from '../../checks/text';
import {
  judgeMetric,
  canBeLookedUp,
  type GivenMetric,
  type MetricField,
  type MetricLookups,
} from '../../checks/recorded-metric';
import type { CheckContext, CommandContext } from '../../locks/command-context';
import { enforceErrorPolicy, type ErrorPolicy, type Verdict } from '../../checks/verdict';

export interface JudgeMetricsOptions {
  /** In a command, the organization is locked. */
  readonly organizationOf: MetricLookups['organizationOf'];
  /**
   * Whether a second, different amount for the same organization, metric and month is refused as ambiguous or replaces
   * the first.
   */
  readonly repeatPolicy: 'REFUSE' | 'REPLACE';
  /** The path of a row, or of a value in it. */
  readonly pathOf: (index: number, field?: MetricField) => readonly string[];
}

export interface StoreMetricsOptions extends JudgeMetricsOptions {
  readonly reason: string | null | undefined;
  readonly errorPolicy: ErrorPolicy;
}

/** Records metrics in a constant number of statements. The audit log keeps replaced amounts. */
export async function storeMetrics(
  context: CommandContext,
  rows: readonly ReadRow<GivenMetric>[],
  { reason, errorPolicy, ...judging }: StoreMetricsOptions,
): Promise<readonly Verdict<MetricRecordRow>[]> {
  const verdicts = await judgeMetrics(context, rows, judging);
  enforceErrorPolicy(errorPolicy, verdicts);
  await store(context, verdicts, reason);
  return verdicts;
}

/**
 * Judges each record against the stored records and, in a dry run, against `pending`: the records that a command would
 * have stored by now.
 */
export async function judgeMetrics(
  context: CheckContext,
  rows: readonly ReadRow<GivenMetric>[],
  { organizationOf, repeatPolicy: repeats, pathOf }: JudgeMetricsOptions,
  pending: readonly MetricRecordRow[] = [],
): Promise<readonly Verdict<MetricRecordRow>[]> {
  const recorded = await readRecorded(
    context,
    rows.flatMap((row) => ('given' in row && canBeLookedUp(row.given) ? [row.given] : [])),
    organizationOf,
  );
  for (const row of pending) recorded.set(metricRecordId(row), row);
  const lookups: MetricLookups = {
    metrics: knownKeys('metric', await context.catalogues()),
    today: context.today,
    organizationOf,
    recorded,
  };
  const verdicts = rows.map((row, index): Verdict<MetricRecordRow> => {
    if ('refusals' in row) return { outcome: 'REFUSED', refusals: row.refusals };
    const verdict = judgeMetric(row.given, lookups, (field) => pathOf(index, field));
    if (repeats === 'REPLACE' && verdict.outcome !== 'REFUSED') {
      recorded.set(metricRecordId(verdict.row), verdict.row);
    }
    return verdict;
  });
  return repeats === 'REPLACE' ? verdicts : refuseContradictions(verdicts, pathOf);
}

async function readRecorded(
  { transaction }: CheckContext,
  inputs: readonly GivenMetric[],
  organizationOf: JudgeMetricsOptions['organizationOf'],
): Promise<Map<string, MetricRecordRow>> {
  const keys = inputs.flatMap((record) => {
    const organizationId = organizationOf(record);
    return organizationId === null ? [] : [{ organizationId, metric: record.metric, month: record.month }];
  });
  const rows = await readMetricRecords(transaction, keys);
  return new Map(rows.map((row) => [metricRecordId(row), row]));
}

/** An equal repeat is unchanged. */
function refuseContradictions(
  verdicts: readonly Verdict<MetricRecordRow>[],
  pathOf: JudgeMetricsOptions['pathOf'],
): readonly Verdict<MetricRecordRow>[] {
  const firstRows = new Map<string, { readonly row: MetricRecordRow; readonly path: readonly string[] }>();
  return verdicts.map((verdict, index) => {
    if (verdict.outcome === 'REFUSED') return verdict;
    const id = metricRecordId(verdict.row);
    const first = firstRows.get(id);
    if (first === undefined) {
      firstRows.set(id, { row: verdict.row, path: pathOf(index) });
      return verdict;
    }
    const { metric, month, hundredths } = verdict.row;
    if (hundredths === first.row.hundredths) return { outcome: 'UNCHANGED', row: first.row };
    const message = sentence('metric.twice', { metric, month, first: first.path });
    return { outcome: 'REFUSED', refusals: [invalidRefusal(pathOf(index), message)] };
  });
}

async function store(
  context: CommandContext,
  verdicts: readonly Verdict<MetricRecordRow>[],
  reason: string | null | undefined,
): Promise<void> {
  const changes = verdicts.flatMap((verdict) =>
    verdict.outcome === 'CREATED' || verdict.outcome === 'UPDATED'
      ? [{ before: verdict.before, after: verdict.row }]
      : [],
  );
  await context.transaction.replace(
    MetricRecordTable,
    changes.map(({ after }) => after),
  );
  context.markOrganizations(changes.map(({ after }) => after.organizationId));
  await context.audit(
    changes.map(({ before, after }) => ({
      subject: globalId('MetricRecord', metricRecordId(after)),
      organizationId: after.organizationId,
      before,
      after,
      reason,
    })),
  );
}
