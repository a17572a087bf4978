import type { CompetencyLevelInput, OrganizationFilter } from '../../schema/organization-filter';
import { checkKnown, wordsOf } from '../commands/check-known';
import { BadInput } from '../request/bad-input';
import type { CompetencyLevel, OrganizationSearch } from '../request/organization-search';
import type { Catalogue } from '../rules';

/** What is looked for; a competency that no version of the catalogue has is nobody's, so it is told instead. */
export function readOrganizationFilter(
  filter: OrganizationFilter,
  versions: readonly Catalogue[],
): OrganizationSearch {
  return {
    attained: competencyLevel(filter.attained ?? null, versions, 'attained'),
    displayed: competencyLevel(filter.displayed ?? null, versions, 'displayed'),
    eligibleLevel: filter.eligibleLevel ?? null,
    membershipLevel: filter.membershipLevel ?? null,
    atRisk: filter.atRisk ?? null,
    renewalFrom: filter.renewalFrom ?? null,
    renewalBefore: filter.renewalBefore ?? null,
    country: filter.country ?? null,
    market: filter.market ?? null,
  };
}

function competencyLevel(
  given: CompetencyLevelInput | null,
  versions: readonly Catalogue[],
  argument: string,
): CompetencyLevel | null {
  if (given === null) return null;
  const { competency, atLeast = null } = given;
  const path = ['filter', argument, 'competency'];
  const unknown = checkKnown('competency', competency, wordsOf('competency', versions), path);
  if (unknown !== null) throw new BadInput(unknown.message);
  return { competency, atLeast: atLeast ?? 'SILVER' };
}
