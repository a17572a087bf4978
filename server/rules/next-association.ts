import type { Policy } from './catalogue';
import { addDays, addMonths, type Day } from './day';

const MONTHS_A_YEAR = 12;

/** The limits of a person's associations, as a version of the catalogue has them. */
export type AssociationLimits = Pick<Policy, 'associationsPerYear' | 'daysBetweenAssociations'>;

/** From when on a person may associate again, and which of the two limits makes the person wait until then. */
export interface NextAssociation {
  readonly day: Day;
  readonly limit: 'days-between' | 'per-year';
}

/**
 * A person may associate again some days after the last start, and a year after the start before which the year's
 * associations were all used; the later of the two days counts. Every start does, whatever came of it. Null: who has
 * never associated may do so on any day.
 */
export function nextAssociation(
  starts: readonly Day[],
  { associationsPerYear, daysBetweenAssociations }: AssociationLimits,
): NextAssociation | null {
  const inOrder = starts.toSorted();
  const last = inOrder.at(-1);
  if (last === undefined) return null;
  const rested = addDays(last, daysBetweenAssociations);
  const firstOfTheYear = inOrder.at(-associationsPerYear);
  const free = firstOfTheYear === undefined ? null : addMonths(firstOfTheYear, MONTHS_A_YEAR);
  return free !== null && free > rested
    ? { day: free, limit: 'per-year' }
    : { day: rested, limit: 'days-between' };
}
