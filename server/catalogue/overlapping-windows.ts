import { sentence } from '../messages';
import { addMonths, day, daysBetween, isDay, monthOf, shiftMonth, type Catalogue } from '../rules';
import type { Problem } from './problem';

/**
 * Buying a renewal must not immediately open the next renewal window, because two concurrent purchases would then buy
 * two terms. So the window of a term must close before the next window opens, and open after the term begins.
 */
export function overlappingWindows({ policy }: Pick<Catalogue, 'policy'>): readonly Problem[] {
  const { termMonths, renewalOpensDaysBefore: opens, renewalClosesDaysAfter: closes } = policy;
  const shortest = shortestTerm(termMonths);
  const max = shortest - Math.max(closes, 1);
  if (opens <= max) return [];
  return max < 0
    ? [
        {
          place: 'policy.renewalClosesDaysAfter',
          sentence: sentence('catalogue.document.closes', {
            closes,
            termMonths: String(termMonths),
            shortest,
          }),
        },
      ]
    : [
        {
          place: 'policy.renewalOpensDaysBefore',
          sentence: sentence('catalogue.document.opens', {
            opens,
            closes: String(closes),
            max,
            termMonths: String(termMonths),
            shortest,
          }),
        },
      ];
}

/** The length of the shortest term in days. The search covers a leap year and 2100, which is not a leap year. */
function shortestTerm(months: number): number {
  let shortest = Infinity;
  for (let month = monthOf(day('2096-01-01')); month <= '2100-12'; month = shiftMonth(month, 1)) {
    for (const start of DAYS_OF_MONTH.map((number) => `${month}-${number}`).filter(isDay)) {
      shortest = Math.min(shortest, daysBetween(start, addMonths(start, months)));
    }
  }
  return shortest;
}

/** A term that starts on any other day of a month is as long as the term that starts on the first day. */
const DAYS_OF_MONTH = ['01', '29', '30', '31'];
