import { metricRecordId } from '../../schema/metrics/metric-record-id';
import { readMetricRow } from '../checks/metric-row';
import { canBeLookedUp, type GivenMetric } from '../checks/recorded-metric';
import { lockedOrganizations } from '../locks/organizations';
import { judgeMetrics, storeMetrics } from '../commands/steps/store-metrics';
import type { MetricRecordRow } from '../db/entities';
import type { ImportKind } from './import-kind';

/**
 * A later row of a file replaces an earlier row for the same organization, metric and month, even in another portion.
 */
export const METRIC_IMPORT: ImportKind<GivenMetric, MetricRecordRow> = {
  name: 'metrics',
  command: 'importMetrics',
  columns: ['organizationId', 'organizationKey', 'metric', 'month', 'amount'],
  required: ['metric', 'month', 'amount'],
  requiredOneOf: ['organizationId', 'organizationKey'],

  read: (raw) => readMetricRow(raw, []),

  async record(context, rows, { reason }) {
    const organizationOf = await lockedOrganizations(context, rows);
    const errorPolicy = 'SKIP_BAD_ROWS';
    return storeMetrics(context, rows.map(asRead), {
      organizationOf,
      repeatPolicy: 'REPLACE',
      reason,
      errorPolicy,
      pathOf,
    });
  },

  async dryRun(context, rows, _provenance, earlier) {
    const organizationOf = await lockedOrganizations(context, rows);
    const keys = rows.filter(canBeLookedUp).flatMap((one) => {
      const organizationId = organizationOf(one);
      return organizationId === null ? [] : [metricRecordId({ ...one, organizationId })];
    });
    return judgeMetrics(
      context,
      rows.map(asRead),
      { organizationOf, repeatPolicy: 'REPLACE', pathOf },
      earlier(keys),
    );
  },

  keyOf: metricRecordId,
  ownerOf: ({ organizationId }) => organizationId,
  organizationsOf: async (_context, owners) => owners,
  ownersIn: (organizationId) => [organizationId],

  withRows(facts, rows) {
    const keyOf = ({ metric, month }: Pick<MetricRecordRow, 'metric' | 'month'>) => `${month} ${metric}`;
    const changed = new Set(rows.map(keyOf));
    return { ...facts, metrics: [...facts.metrics.filter((record) => !changed.has(keyOf(record))), ...rows] };
  },
};

const pathOf = () => [];

const asRead = (given: GivenMetric) => ({ given });
