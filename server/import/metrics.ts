import { metricRecordId } from '../../schema/metric-record-id';
import { Decimal } from '../../schema/scalars/decimal';
import { YearMonth } from '../../schema/scalars/year-month';
import { mayBeStored, type GivenMetric } from '../checks/recorded-metric';
import { lockedOrganizations } from '../locks/organizations';
import { judgeMetrics, storeMetrics } from '../commands/steps/store-metrics';
import type { MetricRecordRow } from '../db/entities';
import { Cells } from './cells';
import type { ImportKind } from './kind';

/**
 * The rows of `importMetrics`. In a file, which is read from its beginning to its end, a later row replaces an earlier
 * one of the same month and metric, wherever the portions of the file are cut.
 */
export const METRICS: ImportKind<GivenMetric, MetricRecordRow> = {
  name: 'metrics',
  command: 'importMetrics',
  columns: ['organizationId', 'organizationKey', 'metric', 'month', 'amount'],
  needed: ['metric', 'month', 'amount'],
  neededOneOf: ['organizationId', 'organizationKey'],

  read(raw) {
    const cells = new Cells(raw);
    cells.mustHave('metric', 'month', 'amount');
    const metric = cells.text('metric');
    const month = cells.scalar('month', YearMonth);
    const amount = cells.scalar('amount', Decimal);
    const named = {
      organizationId: cells.text('organizationId'),
      organizationKey: cells.text('organizationKey'),
    };
    const { refusals } = cells;
    // What is null of these was refused.
    if (refusals.length > 0 || metric === null || month === null || amount === null) return { refusals };
    return { given: { ...named, metric, month, amount } };
  },

  async record(step, given, { reason }) {
    const organizationOf = await lockedOrganizations(step, given);
    const errorPolicy = 'SKIP_BAD_ROWS';
    return storeMetrics(step, given, { organizationOf, repeats: 'REPLACE', reason, errorPolicy, pathOf });
  },

  async foresee(sight, given, _told, earlier) {
    const organizationOf = await lockedOrganizations(sight, given);
    const keys = given.filter(mayBeStored).flatMap((one) => {
      const organizationId = organizationOf(one);
      return organizationId === null ? [] : [metricRecordId({ ...one, organizationId })];
    });
    return judgeMetrics(sight, given, { organizationOf, repeats: 'REPLACE', pathOf }, earlier(keys));
  },

  keyOf: metricRecordId,
  ownerOf: ({ organizationId }) => organizationId,
  organizationsOf: async (_sight, owners) => owners,
  ownersIn: (organizationId) => [organizationId],

  applied(facts, rows) {
    const keyOf = ({ metric, month }: Pick<MetricRecordRow, 'metric' | 'month'>) => `${month} ${metric}`;
    const changed = new Set(rows.map(keyOf));
    return { ...facts, metrics: [...facts.metrics.filter((record) => !changed.has(keyOf(record))), ...rows] };
  },
};

/** The line of a row is told beside, so the path begins with the column. */
const pathOf = () => [];
