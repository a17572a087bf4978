import { globalId } from '../../schema/global-id';
import { metricRecordId } from '../../schema/metric-record-id';
import { MetricRecordTable, type MetricRecordRow } from '../db/entities';
import { metricRecordsAmong } from '../db/metric-records-among';
import { say } from '../messages';
import { wordsOf } from './check-known';
import { invalid } from './check-text';
import { judgeMetric, type GivenMetric, type MetricLookups } from './judge-metric';
import type { Step } from './run-command';
import { obey, refused, type ErrorPolicy, type Verdict } from './verdict';

export interface Storing {
  /** Finds the organizations that rows name, which the command has locked. */
  readonly organizationOf: MetricLookups['organizationOf'];
  readonly reason: string | null | undefined;
  readonly errorPolicy: ErrorPolicy;
  /** Where the arguments have the row with this place. */
  readonly pathOf: (place: number) => readonly string[];
}

/**
 * Records what was measured, however many rows it is, in a number of statements that does not depend on it. A later
 * amount replaces the one before; the audit log has both.
 */
export async function storeMetrics(
  step: Step,
  given: readonly GivenMetric[],
  { organizationOf, reason, errorPolicy, pathOf }: Storing,
): Promise<readonly Verdict<MetricRecordRow>[]> {
  const lookups: MetricLookups = {
    metrics: wordsOf('metric', await step.catalogues()),
    today: step.today,
    organizationOf,
    recorded: await recordedOf(step, given, organizationOf),
  };
  const verdicts = onceEach(
    given.map((one, place) => judgeMetric(one, lookups, pathOf(place))),
    pathOf,
  );
  obey(errorPolicy, verdicts);
  await store(step, verdicts, reason);
  return verdicts;
}

async function recordedOf(
  { transaction }: Step,
  given: readonly GivenMetric[],
  organizationOf: Storing['organizationOf'],
): Promise<ReadonlyMap<string, MetricRecordRow>> {
  const keys = given.flatMap((one) => {
    const organizationId = organizationOf(one);
    return organizationId === null ? [] : [{ organizationId, metric: one.metric, month: one.month }];
  });
  const rows = await metricRecordsAmong(transaction, keys);
  return new Map(rows.map((row) => [metricRecordId(row), row]));
}

/** Of two rows that tell the same month of the same metric nobody can say which one is right. */
function onceEach(
  verdicts: readonly Verdict<MetricRecordRow>[],
  pathOf: Storing['pathOf'],
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
  step: Step,
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
