/** A calendar day, `YYYY-MM-DD`. Every year has four digits, so days compare as strings. */
export type Day = string & { readonly __brand: 'Day' };

/** A calendar month, `YYYY-MM`. */
export type Month = string & { readonly __brand: 'Month' };

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const MILLISECONDS_A_DAY = 86_400_000;
const ZERO = '0'.charCodeAt(0);

export function isDay(text: string): text is Day {
  const match = DAY.exec(text);
  if (match === null) return false;
  const month = Number(match[2]);
  const dayOfMonth = Number(match[3]);
  return month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= daysInMonth(Number(match[1]), month);
}

export function isMonth(text: string): text is Month {
  return MONTH.test(text);
}

export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError(`"${text}" is not a day of the calendar (YYYY-MM-DD).`);
  return text;
}

export function month(text: string): Month {
  if (!isMonth(text)) throw new RangeError(`"${text}" is not a month (YYYY-MM).`);
  return text;
}

export function laterOf(a: Day, b: Day): Day {
  return a > b ? a : b;
}

export function addDays(start: Day, days: number): Day {
  return fromNumber(toNumber(start) + days);
}

export const FIRST_DAY = '0000-01-01' as Day;
export const LAST_DAY = '9999-12-31' as Day;

export function addDaysClamped(start: Day, days: number): Day {
  const number = toNumber(start) + days;
  return fromNumber(Math.min(Math.max(number, toNumber(FIRST_DAY)), toNumber(LAST_DAY)));
}

export function daysBetween(earlier: Day, later: Day): number {
  return toNumber(later) - toNumber(earlier);
}

/** Adds calendar months and clamps at month ends: 30 November + 3 months is 28 or 29 February. */
export function addMonths(start: Day, months: number): Day {
  const [year, monthOfYear, dayOfMonth] = partsOf(start);
  const count = year * 12 + (monthOfYear - 1) + months;
  const targetYear = Math.floor(count / 12);
  const targetMonth = (count % 12) + 1;
  return formatDay(targetYear, targetMonth, Math.min(dayOfMonth, daysInMonth(targetYear, targetMonth)));
}

export function addMonthsClamped(start: Day, months: number): Day {
  const maxMonths = monthsBetween(monthOf(start), monthOf(LAST_DAY));
  return months > maxMonths ? LAST_DAY : addMonths(start, months);
}

export function monthOf(start: Day): Month {
  return start.slice(0, 7) as Month;
}

export function firstDayOf(start: Month): Day {
  return `${start}-01` as Day;
}

export function shiftMonth(start: Month, months: number): Month {
  return monthOf(addMonths(firstDayOf(start), months));
}

export function monthsBetween(earlier: Month, later: Month): number {
  return monthNumber(later) - monthNumber(earlier);
}

/** Parses digit by digit: sales records come by the thousand, and `Number` takes ten times as long. */
function monthNumber(start: Month): number {
  let year = 0;
  for (let i = 0; i < 4; i++) year = year * 10 + digit(start, i);
  return year * 12 + digit(start, 5) * 10 + digit(start, 6);
}

function digit(text: string, place: number): number {
  return text.charCodeAt(place) - ZERO;
}

function partsOf(start: Day): [number, number, number] {
  return [Number(start.slice(0, 4)), Number(start.slice(5, 7)), Number(start.slice(8, 10))];
}

function toNumber(start: Day): number {
  const [year, monthOfYear, dayOfMonth] = partsOf(start);
  return new Date(0).setUTCFullYear(year, monthOfYear - 1, dayOfMonth) / MILLISECONDS_A_DAY;
}

function fromNumber(days: number): Day {
  const date = new Date(days * MILLISECONDS_A_DAY);
  return formatDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

function formatDay(year: number, monthOfYear: number, dayOfMonth: number): Day {
  if (year < 0 || year > 9999)
    throw new RangeError(`The year ${year} is outside the calendar (0000 to 9999).`);
  return `${pad(year, 4)}-${pad(monthOfYear, 2)}-${pad(dayOfMonth, 2)}` as Day;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function daysInMonth(year: number, monthOfYear: number): number {
  if (monthOfYear === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(monthOfYear) ? 30 : 31;
}
