import type { Catalogue, Policy } from '../vocabulary/catalogue';
import { addDays, addMonths, laterOf, type Day } from '../vocabulary/day';
import { versionPeriods } from '../evaluation/versions';

const MONTHS_PER_YEAR = 12;

export type AssociationLimits = Pick<Policy, 'associationsPerYear' | 'daysBetweenAssociations'>;

/** The limit that delays an association, with all association limits of the version that sets it. */
export interface AssociationWait {
  readonly limit: 'days-between' | 'per-year';
  readonly limits: AssociationLimits;
}

export interface NextAssociation {
  readonly day: Day;
  /** The limit that applies until then. Null: the person need not wait. */
  readonly waiting: AssociationWait | null;
}

/**
 * The next day on which a person whose affiliations began on `starts` may associate. Each day is judged by the version
 * in force on that day.
 */
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
  throw new RangeError('Unreachable: the last version is in force on every later day.');
}

/**
 * The later of two days: `daysBetweenAssociations` days after the latest start, and a year after the
 * `associationsPerYear`-th latest start, if there are that many. The start of an empty affiliation counts, too. Null:
 * the person has never associated.
 */
function waitAfter(
  starts: readonly Day[],
  { associationsPerYear, daysBetweenAssociations }: AssociationLimits,
): { readonly day: Day; readonly limit: AssociationWait['limit'] } | null {
  const sorted = starts.toSorted();
  const last = sorted.at(-1);
  if (last === undefined) return null;
  const afterPause = addDays(last, daysBetweenAssociations);
  const oldestInYear = sorted.at(-associationsPerYear);
  const afterYear = oldestInYear === undefined ? null : addMonths(oldestInYear, MONTHS_PER_YEAR);
  return afterYear !== null && afterYear > afterPause
    ? { day: afterYear, limit: 'per-year' }
    : { day: afterPause, limit: 'days-between' };
}
