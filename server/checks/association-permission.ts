import type { AffiliationRow } from '../db/entities';
import { sentence } from '../messages';
import type { Reason } from '../messages/refusal-values';
import { countsOn, laterOf, nextAssociation, type Catalogue, type Day, type AssociationWait } from '../rules';
import { spanOf } from './affiliation';
import type { Refusal } from './refusal';

export interface AssociationPermission {
  /** The first permitted day, today or later. Null if it is unknown because the current affiliation has no end. */
  readonly permittedFrom: Day | null;
  /** Null if today is permitted. */
  readonly refusal: Refusal | null;
}

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
      refusal: { code: 'ALREADY_EXISTS', sentence: sentence('association.here', { from }), path },
    };
  }
  const { day, waiting } = nextAssociation(starts, versions, today);
  const refusal =
    waiting === null ? null : ({ code: 'TOO_SOON', sentence: mustWait(day, waiting), path } as const);
  return { permittedFrom: day, refusal };
}

function mustWait(day: Day, { limit, limits }: AssociationWait): Reason {
  switch (limit) {
    case 'per-year':
      return sentence('association.perYear', { day, max: limits.associationsPerYear });
    case 'days-between':
      return sentence('association.daysBetween', { day, min: limits.daysBetweenAssociations });
  }
}
