import { monthsBetween, shiftMonth, type Day, type Month } from '../vocabulary/day';
import type { Facts, MetricRecord } from '../vocabulary/facts';
import type { CatalogueIndex } from './catalogue-index';
import { latestClosedMonth, windowMonths, type WindowMonths } from './metric-windows';

/** Sums of all windows of a catalogue version on one day. They change only when a month is closed. */
export class WindowSums {
  latestClosed: Month | null;
  readonly #catalogueIndex: CatalogueIndex;
  readonly #facts: Facts;
  #byMonth: RecordsByMonth | null = null;
  #sums: readonly number[];
  readonly #months = new Map<number, WindowMonths>();

  constructor(catalogueIndex: CatalogueIndex, facts: Facts, day: Day) {
    this.#catalogueIndex = catalogueIndex;
    this.#facts = facts;
    this.latestClosed = latestClosedMonth(facts.closings, day);
    this.#sums = this.latestClosed === null ? [] : this.#sumsOfAll(this.latestClosed);
  }

  sum(window: number): number {
    return this.#sums[window] ?? 0;
  }

  months(number: number): WindowMonths {
    const window = this.#catalogueIndex.windows[number];
    if (window === undefined || this.latestClosed === null) return [];
    let months = this.#months.get(number);
    if (months === undefined) {
      months = windowMonths(this.#facts, window, this.latestClosed);
      this.#months.set(number, months);
    }
    return months;
  }

  /** Advances to a later day and returns the windows whose result may have changed. */
  moveTo(day: Day): readonly number[] {
    const closedBefore = this.latestClosed;
    const last = latestClosedMonth(this.#facts.closings, day);
    if (last === null || last === closedBefore) return [];
    const before = this.#sums;
    this.latestClosed = last;
    this.#byMonth ??= new RecordsByMonth(this.#catalogueIndex, this.#facts);
    this.#sums = this.#byMonth.sumsUntil(last);
    this.#months.clear();
    return this.#sums.flatMap((sum, window) =>
      closedBefore === null || before[window] !== sum ? [window] : [],
    );
  }

  /** For one day, a single pass over the records is faster than grouping the records by month. */
  #sumsOfAll(last: Month): readonly number[] {
    const { windows, windowsOfMetric } = this.#catalogueIndex;
    const sums = windows.map(() => 0);
    for (const { metric, month, hundredths } of this.#facts.metrics) {
      const ofMetric = windowsOfMetric.get(metric);
      if (ofMetric === undefined) continue;
      const back = monthsBetween(month, last);
      if (back < 0) continue;
      for (const window of ofMetric) {
        if ((windows[window]?.months ?? 0) > back) sums[window] = (sums[window] ?? 0) + hundredths;
      }
    }
    return sums;
  }
}

class RecordsByMonth {
  readonly #catalogueIndex: CatalogueIndex;
  readonly #records = new Map<Month, MetricRecord[]>();
  #earliest: Month | null = null;

  constructor(catalogueIndex: CatalogueIndex, facts: Facts) {
    this.#catalogueIndex = catalogueIndex;
    for (const record of facts.metrics) {
      if (catalogueIndex.windowsOfMetric.has(record.metric)) this.#add(record);
    }
  }

  #add(record: MetricRecord): void {
    const records = this.#records.get(record.month);
    if (records !== undefined) {
      records.push(record);
      return;
    }
    this.#records.set(record.month, [record]);
    if (this.#earliest === null || record.month < this.#earliest) this.#earliest = record.month;
  }

  sumsUntil(last: Month): readonly number[] {
    const { windows, windowsOfMetric } = this.#catalogueIndex;
    const sums = windows.map(() => 0);
    const longest = windows.reduce((most, { months }) => Math.max(most, months), 0);
    let month = last;
    for (let back = 0; back < longest && this.#earliest !== null && month >= this.#earliest; back++) {
      for (const { metric, hundredths } of this.#records.get(month) ?? []) {
        for (const window of windowsOfMetric.get(metric) ?? []) {
          if (back < (windows[window]?.months ?? 0)) sums[window] = (sums[window] ?? 0) + hundredths;
        }
      }
      month = shiftMonth(month, -1);
    }
    return sums;
  }
}
