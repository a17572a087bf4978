import { day, type Day } from '../rules';

/** Which day it is at an instant, where the programme is. */
export function dayAt(now: Date, timeZone: string): Day {
  // Sweden writes days as ISO 8601 does.
  return day(new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now));
}
