import { addDays, addMonths, day, type Day } from '../rules';
import { digest } from './rows';

/** A day of the demo, counted from today: `-7m` is seven months ago, `12d` in twelve days; or a day of history. */
export type When = `${number}m` | `${number}d` | `${number}-${number}-${number}`;

export function dayOf(when: When, today: Day): Day {
  const counted = /^(-?\d+)([md])$/.exec(when);
  if (counted === null) return day(when);
  return counted[2] === 'm' ? addMonths(today, Number(counted[1])) : addDays(today, Number(counted[1]));
}

/** The same, but months are meant roughly: what is called `name` was up to four weeks earlier. */
export function dayAbout(when: When, name: string, today: Day): Day {
  const latest = dayOf(when, today);
  return when.endsWith('m')
    ? addDays(latest, -(digest(name).readUInt8(10) % DAYS_THAT_ANY_MONTH_HAS))
    : latest;
}

const DAYS_THAT_ANY_MONTH_HAS = 28;
