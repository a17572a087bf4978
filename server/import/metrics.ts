import { metricRecordId } from '../../schema/metrics/metric-record-id';
import { Cells, type RawRow, type ReadRow } from '../checks/cells';
import { canBeLookedUp, type GivenMetric, type MetricField } from '../checks/recorded-metric';
import { lockedOrganizations } from '../locks/organizations';
import { judgeMetrics, storeMetrics } from '../commands/steps/store-metrics';
import type { MetricRecordRow } from '../db/entities';
import type { ImportKind } from './import-kind';
import { oneColumnOf } from './one-column-of';

const ORGANIZATION_COLUMNS = ['organizationId', 'organizationKey'] as const;

/**
 * A later row of a file replaces an earlier row for the same organization, metric and month, even in another portion.
 */
export const METRIC_IMPORT: ImportKind<GivenMetric, MetricRecordRow> = {
  name: 'metrics',
  command: 'importMetrics',
  columns: ['organizationId', 'organizationKey', 'metric', 'month', 'amount'],
  required: ['metric', 'month', 'amount'],
  requiredOneOf: ORGANIZATION_COLUMNS,

  read: readFileRow,

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

/** The report states the line of a row, so the path is the column. */
const pathOf = (_index: number, field?: MetricField) => (field === undefined ? [] : [field]);

const asRead = (given: GivenMetric) => ({ given });

function readFileRow(raw: RawRow): ReadRow<GivenMetric> {
  const cells = new Cells<MetricField>(raw, (column) => [column]);
  cells.require('metric', 'month', 'amount');
  const metric = cells.text('metric');
  const month = cells.month('month');
  const amount = cells.decimal('amount');
  const named = oneColumnOf(raw, cells, ORGANIZATION_COLUMNS);
  const { refusals } = cells;
  // A required value that is null has already been refused.
  if (refusals.length > 0 || metric === null || month === null || amount === null || named === null)
    return { refusals };
  const organization = named.column === 'organizationId' ? { id: named.text } : { key: named.text };
  return { given: { organization, metric, month, amount } };
}
