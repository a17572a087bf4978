import { monthsBetween, shiftMonth, type Day, type Month } from '../vocabulary/day';
import type { Facts, MetricRecord, MonthClosing } from '../vocabulary/facts';

/** The latest month closed on or before the day. Every sales window ends with that month. */
export function latestClosedMonth(closings: readonly MonthClosing[], day: Day): Month | null {
  let latest: Month | null = null;
  for (const { month, closedOn } of closings) {
    if (closedOn <= day && (latest === null || month > latest)) latest = month;
  }
  return latest;
}

export interface MetricWindow {
  readonly metric: string;
  readonly months: number;
}

export type WindowMonths = readonly { readonly month: Month; readonly hundredths: number }[];

export function windowMonths(facts: Facts, { metric, months }: MetricWindow, last: Month): WindowMonths {
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

const FIRST_MONTH = '0000-01' as Month;

export class WindowTotals {
  readonly #facts: Facts;
  readonly #cache = new Map<MetricWindow, Map<Month, number>>();
  #recordsOf: ReadonlyMap<string, readonly MetricRecord[]> | null = null;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  total(window: MetricWindow, last: Month): number {
    let byMonth = this.#cache.get(window);
    if (byMonth === undefined) this.#cache.set(window, (byMonth = new Map<Month, number>()));
    let total = byMonth.get(last);
    if (total === undefined) byMonth.set(last, (total = this.#sum(window, last)));
    return total;
  }

  #sum({ metric, months }: MetricWindow, last: Month): number {
    this.#recordsOf ??= Map.groupBy(this.#facts.metrics, (record) => record.metric);
    return (this.#recordsOf.get(metric) ?? [])
      .filter((record) => record.month <= last && monthsBetween(record.month, last) < months)
      .reduce((sum, { hundredths }) => sum + hundredths, 0);
  }
}
