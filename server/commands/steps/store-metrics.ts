import { globalId } from '../../../schema/global-id';
import { metricRecordId } from '../../../schema/metric-record-id';
import { MetricRecordTable, type MetricRecordRow } from '../../db/entities';
import { metricRecordsByKey } from '../../db/metric-records-by-key';
import { say } from '../../messages';
import { wordsOf } from '../../checks/known-keys';
import { invalid } from '../../checks/text';
import { judgeMetric, mayBeStored, type GivenMetric, type MetricLookups } from '../../checks/recorded-metric';
import type { CheckContext, CommandContext } from '../../locks/command-context';
import { obey, refused, type ErrorPolicy, type Verdict } from '../../checks/verdict';

export interface Measuring {
  /** Finds the organizations that rows name; in a command they are locked. */
  readonly organizationOf: MetricLookups['organizationOf'];
  /**
   * Of two rows that tell the same month of the same metric: whether the second is refused, since nobody can say which
   * one is right, or replaces the first, as it would had it been sent later.
   */
  readonly repeats: 'REFUSE' | 'REPLACE';
  /** Where the arguments have the row with this place. */
  readonly pathOf: (place: number) => readonly string[];
}

export interface Storing extends Measuring {
  readonly reason: string | null | undefined;
  readonly errorPolicy: ErrorPolicy;
}

/**
 * Records what was measured, however many rows it is, in a number of statements that does not depend on it. A later
 * amount replaces the one before; the audit log has both.
 */
export async function storeMetrics(
  step: CommandContext,
  given: readonly GivenMetric[],
  { reason, errorPolicy, ...measuring }: Storing,
): Promise<readonly Verdict<MetricRecordRow>[]> {
  const verdicts = await judgeMetrics(step, given, measuring);
  obey(errorPolicy, verdicts);
  await store(step, verdicts, reason);
  return verdicts;
}

/** What becomes of each amount, when those that are known (`known`) were recorded last, and before them what is stored. */
export async function judgeMetrics(
  sight: CheckContext,
  given: readonly GivenMetric[],
  { organizationOf, repeats, pathOf }: Measuring,
  known: readonly MetricRecordRow[] = [],
): Promise<readonly Verdict<MetricRecordRow>[]> {
  const recorded = await recordedOf(sight, given.filter(mayBeStored), organizationOf);
  for (const row of known) recorded.set(metricRecordId(row), row);
  const lookups: MetricLookups = {
    metrics: wordsOf('metric', await sight.catalogues()),
    today: sight.today,
    organizationOf,
    recorded,
  };
  const verdicts = given.map((one, place) => {
    const verdict = judgeMetric(one, lookups, pathOf(place));
    if (repeats === 'REPLACE' && verdict.outcome !== 'REFUSED') {
      recorded.set(metricRecordId(verdict.row), verdict.row);
    }
    return verdict;
  });
  return repeats === 'REPLACE' ? verdicts : onceEach(verdicts, pathOf);
}

async function recordedOf(
  { transaction }: CheckContext,
  given: readonly GivenMetric[],
  organizationOf: Measuring['organizationOf'],
): Promise<Map<string, MetricRecordRow>> {
  const keys = given.flatMap((one) => {
    const organizationId = organizationOf(one);
    return organizationId === null ? [] : [{ organizationId, metric: one.metric, month: one.month }];
  });
  const rows = await metricRecordsByKey(transaction, keys);
  return new Map(rows.map((row) => [metricRecordId(row), row]));
}

function onceEach(
  verdicts: readonly Verdict<MetricRecordRow>[],
  pathOf: Measuring['pathOf'],
): readonly Verdict<MetricRecordRow>[] {
  const firsts = new Map<string, number>();
  return verdicts.map((verdict, place) => {
    if (verdict.outcome === 'REFUSED') return verdict;
    const id = metricRecordId(verdict.row);
    const first = firsts.get(id);
    if (first === undefined) {
      firsts.set(id, place);
      return verdict;
    }
    const { metric, month } = verdict.row;
    const message = say('metric.twice', { metric, month, first });
    return refused([invalid(pathOf(place), message)]) ?? verdict;
  });
}

async function store(
  step: CommandContext,
  verdicts: readonly Verdict<MetricRecordRow>[],
  reason: string | null | undefined,
): Promise<void> {
  const changes = verdicts.flatMap((verdict) =>
    verdict.outcome === 'CREATED' || verdict.outcome === 'UPDATED'
      ? [{ before: verdict.before, after: verdict.row }]
      : [],
  );
  await step.transaction.replace(
    MetricRecordTable,
    changes.map(({ after }) => after),
  );
  step.concern(changes.map(({ after }) => after.organizationId));
  await step.audit(
    changes.map(({ before, after }) => ({
      subject: globalId('MetricRecord', metricRecordId(after)),
      organizationId: after.organizationId,
      before,
      after,
      reason,
    })),
  );
}
