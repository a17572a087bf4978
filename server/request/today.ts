import { day, type Day } from '../rules';

/** Making one takes as long as a whole small request. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Which day it is at an instant, where the programme is. */
export function dayAt(now: Date, timeZone: string): Day {
  let format = formats.get(timeZone);
  if (format === undefined) {
    // Sweden writes days as ISO 8601 does.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
    formats.set(timeZone, format);
  }
  return day(format.format(now));
}
