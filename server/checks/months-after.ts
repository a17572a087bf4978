import { addMonths, type Day } from '../rules';

/** Returns null if the day would be beyond the end of the calendar. */
export function addMonthsOrNull(start: Day, months: number): Day | null {
  try {
    return addMonths(start, months);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
