import { addMonths, type Day } from '../rules';

/** So many months later; null where the calendar ends before. */
export function monthsAfter(start: Day, months: number): Day | null {
  try {
    return addMonths(start, months);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
