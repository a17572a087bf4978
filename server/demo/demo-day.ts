import { addDays, addMonths, day, type Day } from '../rules';
import { digest } from './rows';

/** A day of the demo: relative to today (`-7m` is seven months ago, `12d` is in twelve days), or a fixed date. */
export type DemoDay = `${number}m` | `${number}d` | `${number}-${number}-${number}`;

export function dayOf(when: DemoDay, today: Day): Day {
  const relative = /^(-?\d+)([md])$/.exec(when);
  if (relative === null) return day(when);
  return relative[2] === 'm' ? addMonths(today, Number(relative[1])) : addDays(today, Number(relative[1]));
}

/** Like `dayOf`, but for a number of months, the day is up to four weeks earlier, depending on `name`. */
export function approximateDay(when: DemoDay, name: string, today: Day): Day {
  const latest = dayOf(when, today);
  return when.endsWith('m') ? addDays(latest, -(digest(name).readUInt8(10) % SHORTEST_MONTH_DAYS)) : latest;
}

const SHORTEST_MONTH_DAYS = 28;
