import type { Catalogue, Policy } from '../vocabulary/catalogue';
import { addDays, addMonths, laterOf, type Day } from '../vocabulary/day';
import { versionPeriods } from '../evaluation/versions';

const MONTHS_A_YEAR = 12;

/** The limits of a person's associations, as a version of the catalogue has them. */
export type AssociationLimits = Pick<Policy, 'associationsPerYear' | 'daysBetweenAssociations'>;

/** Which of the two limits makes a person wait, as which version has it. */
export interface AssociationWait {
  readonly limit: 'days-between' | 'per-year';
  readonly limits: AssociationLimits;
}

export interface NextAssociation {
  /** The first day, from the one asked about on, on which the person may associate. */
  readonly day: Day;
  /** What the person waits for until then; null: for nothing. */
  readonly waiting: AssociationWait | null;
}

/** When a person with these starts may associate next: each day is judged by the version in force on it. */
export function nextAssociation(
  starts: readonly Day[],
  versions: readonly Catalogue[],
  onOrAfter: Day,
): NextAssociation {
  let waiting: AssociationWait | null = null;
  for (const { catalogue, from, last } of versionPeriods(versions, onOrAfter, null)) {
    const wait = waitAfter(starts, catalogue.policy);
    if (wait !== null && wait.day > from) waiting = { limit: wait.limit, limits: catalogue.policy };
    const day = wait === null ? from : laterOf(wait.day, from);
    if (last === null || day <= last) return { day, waiting };
  }
  throw new RangeError('The last version is in force to the end of time.');
}

/**
 * A person may associate again some days after the last start, and a year after the start before which the year's
 * associations were all used; the later of the two days counts. Every start does, whatever came of it. Null: who has
 * never associated may do so on any day.
 */
function waitAfter(
  starts: readonly Day[],
  { associationsPerYear, daysBetweenAssociations }: AssociationLimits,
): { readonly day: Day; readonly limit: AssociationWait['limit'] } | null {
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
