import { monthsBetween, shiftMonth, type Day, type Month } from '../vocabulary/day';
import type { Facts, MetricRecord } from '../vocabulary/facts';
import type { CatalogueIndex } from './catalogue-index';
import { latestClosedMonth, monthsOf, type WindowMonths } from './metric-windows';

/** What every window of a catalogue version holds, from one day on to the next on which a month is closed. */
export class WindowSums {
  latestClosed: Month | null;
  readonly #questions: CatalogueIndex;
  readonly #facts: Facts;
  /** Only a day that is moved needs it. */
  #byMonth: RecordsByMonth | null = null;
  #sums: readonly number[];
  readonly #months = new Map<number, WindowMonths>();

  constructor(questions: CatalogueIndex, facts: Facts, day: Day) {
    this.#questions = questions;
    this.#facts = facts;
    this.latestClosed = latestClosedMonth(facts.closings, day);
    this.#sums = this.latestClosed === null ? [] : this.#sumsOfAll(this.latestClosed);
  }

  /** In hundredths; 0 while no month is closed. */
  sum(window: number): number {
    return this.#sums[window] ?? 0;
  }

  /** The months of a window, and what was sold in each; none while no month is closed. */
  months(number: number): WindowMonths {
    const window = this.#questions.windows[number];
    if (window === undefined || this.latestClosed === null) return [];
    let months = this.#months.get(number);
    if (months === undefined) {
      months = monthsOf(this.#facts, window, this.latestClosed);
      this.#months.set(number, months);
    }
    return months;
  }

  /** The windows that may be answered differently from this day on. */
  moveTo(day: Day): readonly number[] {
    const closedBefore = this.latestClosed;
    const last = latestClosedMonth(this.#facts.closings, day);
    if (last === null || last === closedBefore) return [];
    const before = this.#sums;
    this.latestClosed = last;
    this.#byMonth ??= new RecordsByMonth(this.#questions, this.#facts);
    this.#sums = this.#byMonth.sumsUntil(last);
    this.#months.clear();
    return this.#sums.flatMap((sum, window) =>
      closedBefore === null || before[window] !== sum ? [window] : [],
    );
  }

  /** For one day, looking at each record once is faster than filing them by month. */
  #sumsOfAll(last: Month): readonly number[] {
    const { windows, windowsOfMetric } = this.#questions;
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

/** The records of the metrics that paths ask for. */
class RecordsByMonth {
  readonly #questions: CatalogueIndex;
  readonly #records = new Map<Month, MetricRecord[]>();
  #earliest: Month | null = null;

  constructor(questions: CatalogueIndex, facts: Facts) {
    this.#questions = questions;
    for (const record of facts.metrics) if (questions.windowsOfMetric.has(record.metric)) this.#file(record);
  }

  #file(record: MetricRecord): void {
    const records = this.#records.get(record.month);
    if (records !== undefined) {
      records.push(record);
      return;
    }
    this.#records.set(record.month, [record]);
    if (this.#earliest === null || record.month < this.#earliest) this.#earliest = record.month;
  }

  /** Goes back month by month, while there are records and a window is long enough. */
  sumsUntil(last: Month): readonly number[] {
    const { windows, windowsOfMetric } = this.#questions;
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
