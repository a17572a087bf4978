import { Decimal } from '../../schema/scalars/decimal';
import { YearMonth } from '../../schema/scalars/year-month';
import { Cells, type RawRow, type ReadRow } from './cells';
import type { GivenMetric } from './recorded-metric';

/** Reads an imported row. `path` precedes the column in the path of a refusal. */
export function readMetricRow(raw: RawRow, path: readonly string[]): ReadRow<GivenMetric> {
  const cells = new Cells(raw, path);
  cells.require('metric', 'month', 'amount');
  const metric = cells.text('metric');
  const month = cells.scalar('month', YearMonth);
  const amount = cells.scalar('amount', Decimal);
  const organization = {
    organizationId: cells.text('organizationId'),
    organizationKey: cells.text('organizationKey'),
  };
  const { refusals } = cells;
  // A required value that is null has already been refused.
  if (refusals.length > 0 || metric === null || month === null || amount === null) return { refusals };
  return { given: { ...organization, metric, month, amount } };
}
