import type { AffiliationRow } from '../db/entities';
import { say } from '../messages';
import { countsOn, nextAssociation, type AssociationLimits, type Day, type NextAssociation } from '../rules';
import { spanOf } from './affiliations';
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
  limits: AssociationLimits,
  path: readonly string[],
  today: Day,
): AssociationPermission {
  const next = nextAssociation(
    affiliations.map(({ fromDay }) => fromDay),
    limits,
  );
  const permittedFrom = next === null ? today : later(next.day, today);
  const running = affiliations.find((affiliation) => countsOn(spanOf(affiliation), today));
  if (running?.organizationId === organizationId) {
    const { fromDay: from, untilDay } = running;
    return {
      permittedFrom: untilDay === null ? null : later(untilDay, permittedFrom),
      refusal: { code: 'ALREADY_EXISTS', message: say('association.here', { from }), path },
    };
  }
  if (next === null || next.day <= today) return { permittedFrom, refusal: null };
  return { permittedFrom, refusal: { code: 'TOO_SOON', message: sentenceOf(next, limits), path } };
}

function sentenceOf({ day, limit }: NextAssociation, limits: AssociationLimits): string {
  switch (limit) {
    case 'per-year':
      return say('association.perYear', { day, most: limits.associationsPerYear });
    case 'days-between':
      return say('association.daysBetween', { day, least: limits.daysBetweenAssociations });
  }
}

function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}
