import { metricRecordId } from '../../schema/metrics/metric-record-id';
import { Decimal } from '../../schema/scalars/decimal';
import { YearMonth } from '../../schema/scalars/year-month';
import { canBeLookedUp, type GivenMetric } from '../checks/recorded-metric';
import { lockedOrganizations } from '../locks/organizations';
import { judgeMetrics, storeMetrics } from '../commands/steps/store-metrics';
import type { MetricRecordRow } from '../db/entities';
import { Cells } from './cells';
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

  read(raw) {
    const cells = new Cells(raw);
    cells.require('metric', 'month', 'amount');
    const metric = cells.text('metric');
    const month = cells.scalar('month', YearMonth);
    const amount = cells.scalar('amount', Decimal);
    const organization = {
      organizationId: cells.text('organizationId'),
      organizationKey: cells.text('organizationKey'),
    };
    const { refusals } = cells;
    if (refusals.length > 0 || metric === null || month === null || amount === null) return { refusals };
    return { given: { ...organization, metric, month, amount } };
  },

  async record(context, rows, { reason }) {
    const organizationOf = await lockedOrganizations(context, rows);
    const errorPolicy = 'SKIP_BAD_ROWS';
    return storeMetrics(context, rows, {
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
    return judgeMetrics(context, rows, { organizationOf, repeatPolicy: 'REPLACE', pathOf }, earlier(keys));
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
