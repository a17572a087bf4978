import { say } from '../messages';
import { addDays, addMonths, day, daysBetween, type Catalogue } from '../rules';
import type { Problem } from './problem';

/**
 * A renewal that is bought must not open the next window at once: two who buy it at the same time would get two terms.
 * So the window of a term ends before that of the next one opens, and opens after its term begins.
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

/** In days, whenever it begins: February makes some terms shorter, and 2100 is no leap year. */
function shortestTerm(months: number): number {
  const [first, last] = [day('2096-01-01'), day('2100-12-31')];
  let shortest = Infinity;
  for (let start = first; start <= last; start = addDays(start, 1)) {
    shortest = Math.min(shortest, daysBetween(start, addMonths(start, months)));
  }
  return shortest;
}
