import type {
  CompetencyLevelInput,
  OrganizationFilter,
} from '../../../schema/organizations/organization-filter';
import { checkCountry } from '../../checks/country';
import { checkKnownKey, knownKeys } from '../../checks/known-keys';
import type { CompetencyLevel, OrganizationSearch } from '../../search/search-filters';
import type { Context } from '../../request/context';
import { readDaySpan } from './day-span';
import { refuseInput } from './refuse-input';

type CatalogueAccess = Pick<Context, 'catalogues' | 'knownCatalogues'>;

/** Refuses an unknown competency or country, for which a search would silently return an empty list. */
export async function readOrganizationFilter(
  filter: OrganizationFilter,
  access: CatalogueAccess,
): Promise<OrganizationSearch> {
  return {
    attained: await readCompetencyLevel(filter.attained ?? null, access, 'attained'),
    displayed: await readCompetencyLevel(filter.displayed ?? null, access, 'displayed'),
    eligibleLevel: filter.eligibleLevel ?? null,
    membershipLevel: filter.membershipLevel ?? null,
    atRisk: filter.atRisk ?? null,
    renewal: readDaySpan(filter.renewal ?? null, ['filter', 'renewal']),
    country: readCountry(filter.country ?? null),
    market: filter.market ?? null,
  };
}

function readCountry(country: string | null): string | null {
  refuseInput([country === null ? null : checkCountry(country, ['filter', 'country'])]);
  return country;
}

async function readCompetencyLevel(
  input: CompetencyLevelInput | null,
  { catalogues, knownCatalogues }: CatalogueAccess,
  argument: string,
): Promise<CompetencyLevel | null> {
  if (input === null) return null;
  const { competency, atLeast } = input;
  const isKnown = knownCatalogues().some(({ competencies }) =>
    competencies.some(({ key }) => key === competency),
  );
  if (!isKnown) {
    const path = ['filter', argument, 'competency'];
    refuseInput([checkKnownKey('competency', competency, knownKeys('competency', await catalogues()), path)]);
  }
  return { competency, atLeast: atLeast ?? 'SILVER' };
}
