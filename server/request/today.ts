import { day, type Day } from '../rules';

/** Cached: creating a format takes as long as a small request. */
const formats = new Map<string, Intl.DateTimeFormat>();

export function dayAt(now: Date, timeZone: string): Day {
  let format = formats.get(timeZone);
  if (format === undefined) {
    // The Swedish date format is ISO 8601.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
    formats.set(timeZone, format);
  }
  return day(format.format(now));
}
