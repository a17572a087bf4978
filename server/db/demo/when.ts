import { addDays, addMonths, day, type Day } from '../../rules';

/** A day of the demo, counted from today: `-7m` is seven months ago, `12d` in twelve days; or a day of history. */
export type When = `${number}m` | `${number}d` | `${number}-${number}-${number}`;

export function dayOf(when: When, today: Day): Day {
  const counted = /^(-?\d+)([md])$/.exec(when);
  if (counted === null) return day(when);
  return counted[2] === 'm' ? addMonths(today, Number(counted[1])) : addDays(today, Number(counted[1]));
}
