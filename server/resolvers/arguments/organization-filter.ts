import type { CompetencyLevelInput, OrganizationFilter } from '../../../schema/organization-filter';
import { checkCountry } from '../../checks/country';
import { checkKnown, wordsOf } from '../../checks/known-keys';
import type { CompetencyLevel, OrganizationSearch } from '../../search/organization-search';
import type { Context } from '../../request/context';
import { refuseInput } from './refuse-input';

type Programme = Pick<Context, 'catalogues' | 'knownCatalogues'>;

/**
 * What is looked for. A competency that no version of the catalogue has is nobody's, and what is no country is nobody's
 * home: that is told instead of an empty list.
 */
export async function readOrganizationFilter(
  filter: OrganizationFilter,
  programme: Programme,
): Promise<OrganizationSearch> {
  return {
    attained: await competencyLevel(filter.attained ?? null, programme, 'attained'),
    displayed: await competencyLevel(filter.displayed ?? null, programme, 'displayed'),
    eligibleLevel: filter.eligibleLevel ?? null,
    membershipLevel: filter.membershipLevel ?? null,
    atRisk: filter.atRisk ?? null,
    renewalFrom: filter.renewalFrom ?? null,
    renewalBefore: filter.renewalBefore ?? null,
    country: countryOf(filter.country ?? null),
    market: filter.market ?? null,
  };
}

function countryOf(given: string | null): string | null {
  refuseInput([given === null ? null : checkCountry(given, ['filter', 'country'])]);
  return given;
}

async function competencyLevel(
  given: CompetencyLevelInput | null,
  { catalogues, knownCatalogues }: Programme,
  argument: string,
): Promise<CompetencyLevel | null> {
  if (given === null) return null;
  const { competency, atLeast } = given;
  const isKnown = knownCatalogues().some(({ competencies }) =>
    competencies.some(({ key }) => key === competency),
  );
  if (!isKnown) {
    const path = ['filter', argument, 'competency'];
    refuseInput([checkKnown('competency', competency, wordsOf('competency', await catalogues()), path)]);
  }
  return { competency, atLeast: atLeast ?? 'SILVER' };
}
