import type { AffiliationRow } from '../db/entities';
import { say } from '../messages';
import { countsOn, laterOf, nextAssociation, type Catalogue, type Day, type AssociationWait } from '../rules';
import { spanOf } from './affiliation';
import type { Refusal } from './refusal';

export interface AssociationPermission {
  /** The first day from today on on which the person may associate with the organization; null: none is known. */
  readonly permittedFrom: Day | null;
  /** Why not today; null where it is permitted. */
  readonly refusal: Refusal | null;
}

/** May a person with these affiliations associate with the organization today? */
export function associationPermission(
  affiliations: readonly AffiliationRow[],
  organizationId: string,
  versions: readonly Catalogue[],
  path: readonly string[],
  today: Day,
): AssociationPermission {
  const starts = affiliations.map(({ fromDay }) => fromDay);
  const running = affiliations.find((affiliation) => countsOn(spanOf(affiliation), today));
  if (running?.organizationId === organizationId) {
    const { fromDay: from, untilDay } = running;
    return {
      permittedFrom:
        untilDay === null ? null : nextAssociation(starts, versions, laterOf(untilDay, today)).day,
      refusal: { code: 'ALREADY_EXISTS', message: say('association.here', { from }), path },
    };
  }
  const { day, waiting } = nextAssociation(starts, versions, today);
  const refusal =
    waiting === null ? null : ({ code: 'TOO_SOON', message: sentenceOf(day, waiting), path } as const);
  return { permittedFrom: day, refusal };
}

function sentenceOf(day: Day, { limit, limits }: AssociationWait): string {
  switch (limit) {
    case 'per-year':
      return say('association.perYear', { day, most: limits.associationsPerYear });
    case 'days-between':
      return say('association.daysBetween', { day, least: limits.daysBetweenAssociations });
  }
}
