import { monthsBetween, shiftMonth, type Day, type Month } from './day';
import type { Facts, MonthClosing } from './facts';

/** Sales data arrive month by month: what counts ends with the latest month closed on or before the day. */
export function latestClosed(closings: readonly MonthClosing[], day: Day): Month | null {
  let latest: Month | null = null;
  for (const { month, closedOn } of closings) {
    if (closedOn <= day && (latest === null || month > latest)) latest = month;
  }
  return latest;
}

/** So many calendar months of a metric. */
export interface MetricWindow {
  readonly metric: string;
  readonly months: number;
}

/** The months of a window that ends with `last`, and what was sold in each. */
export function monthsOf(
  facts: Facts,
  { metric, months }: MetricWindow,
  last: Month,
): readonly { readonly month: Month; readonly hundredths: number }[] {
  const byMonth = new Map<Month, number>();
  for (const record of facts.metrics) {
    if (record.metric !== metric) continue;
    byMonth.set(record.month, (byMonth.get(record.month) ?? 0) + record.hundredths);
  }
  const length = Math.min(months, monthsBetween(FIRST_MONTH, last) + 1);
  return Array.from({ length }, (_, i) => {
    const month = shiftMonth(last, i + 1 - length);
    return { month, hundredths: byMonth.get(month) ?? 0 };
  });
}

/** The calendar begins here, however long a window is. */
const FIRST_MONTH = '0000-01' as Month;

/** What a window that ends with `last` holds. */
export function windowSum(facts: Facts, { metric, months }: MetricWindow, last: Month): number {
  return facts.metrics
    .filter((record) => record.metric === metric && record.month <= last)
    .filter((record) => monthsBetween(record.month, last) < months)
    .reduce((sum, { hundredths }) => sum + hundredths, 0);
}
