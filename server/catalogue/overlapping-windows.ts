import { say } from '../messages';
import { addMonths, day, daysBetween, isDay, monthOf, shiftMonth, type Catalogue } from '../rules';
import type { Problem } from './problem';

/**
 * A purchased renewal must not open the next window at once, because two concurrent purchases would buy two terms. So
 * the window of a term closes before the next one opens, and opens after its term begins.
 */
export function overlappingWindows({ policy }: Pick<Catalogue, 'policy'>): readonly Problem[] {
  const { termMonths, renewalOpensDaysBefore: opens, renewalClosesDaysAfter: closes } = policy;
  const shortest = shortestTerm(termMonths);
  const most = shortest - Math.max(closes, 1);
  if (opens <= most) return [];
  return most < 0
    ? [
        {
          place: 'policy.renewalClosesDaysAfter',
          message: say('catalogue.document.closes', { closes, termMonths, shortest }),
        },
      ]
    : [
        {
          place: 'policy.renewalOpensDaysBefore',
          message: say('catalogue.document.opens', { opens, closes, most, termMonths, shortest }),
        },
      ];
}

/** The length of the shortest term in days. The search includes a leap year and 2100, which is not one. */
function shortestTerm(months: number): number {
  let shortest = Infinity;
  for (let month = monthOf(day('2096-01-01')); month <= '2100-12'; month = shiftMonth(month, 1)) {
    for (const start of DAYS_OF_MONTH.map((number) => `${month}-${number}`).filter(isDay)) {
      shortest = Math.min(shortest, daysBetween(start, addMonths(start, months)));
    }
  }
  return shortest;
}

/** Terms from all other days of a month are as long as the term from its first day. */
const DAYS_OF_MONTH = ['01', '29', '30', '31'];
