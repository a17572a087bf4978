import type { ImportMetricRow } from '../../schema/metrics/import-metrics';
import { Decimal } from '../../schema/scalars/decimal';
import { YearMonth } from '../../schema/scalars/year-month';
import { Cells, type ReadRow } from './cells';
import type { GivenMetric, MetricField } from './recorded-metric';

/** Reads the texts of an imported row, so that an invalid month or amount refuses only this row. */
export function readMetricRow(
  { organization, metric, ...texts }: ImportMetricRow,
  pathOf: (field: MetricField) => readonly string[],
): ReadRow<GivenMetric> {
  const cells = new Cells<MetricField>(texts, pathOf);
  const month = cells.scalar('month', YearMonth);
  const amount = cells.scalar('amount', Decimal);
  const { refusals } = cells;
  if (refusals.length > 0 || month === null || amount === null) return { refusals };
  return { given: { organization, metric, month, amount } };
}
