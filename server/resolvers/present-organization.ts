import { globalId } from '../../schema/global-id';
import type { Organization } from '../../schema/organization';
import type { OrganizationRow } from '../db/entities';
import { toDate } from '../db/instant';

/** What resolvers of an organization's fields may rely on: the type of the contract, and its stored id. */
export interface OrganizationSource extends Organization {
  readonly __typename: 'Organization';
  readonly organizationId: string;
}

export function presentOrganization(row: OrganizationRow): OrganizationSource {
  return {
    __typename: 'Organization',
    id: globalId('Organization', row.id),
    organizationId: row.id,
    key: row.key,
    name: row.name,
    country: row.country,
    city: row.city,
    description: row.description,
    website: row.website,
    languages: row.languages === '' ? [] : row.languages.split(','),
    market: row.market,
    get registeredAt() {
      return toDate(row.registeredAt);
    },
    version: row.version,
  };
}
