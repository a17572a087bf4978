import type { ImportMetricRow } from '../../schema/metrics/import-metrics';
import { Cells, type ReadRow } from './cells';
import type { GivenMetric, MetricField } from './recorded-metric';

/** Reads the texts of an imported row, so that an invalid month or amount refuses only this row. */
export function readMetricRow(
  { organization, metric, ...texts }: ImportMetricRow,
  pathOf: (field: MetricField) => readonly string[],
): ReadRow<GivenMetric> {
  const cells = new Cells<MetricField>(texts, pathOf);
  const month = cells.month('month');
  const amount = cells.decimal('amount');
  const { refusals } = cells;
  if (refusals.length > 0 || month === null || amount === null) return { refusals };
  return { given: { organization, metric, month, amount } };
}
