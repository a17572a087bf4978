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
  return new PresentedOrganization(row);
}

/** Pages are made of them: what is not selected is not made. */
class PresentedOrganization implements OrganizationSource {
  readonly __typename = 'Organization';
  readonly #row: OrganizationRow;

  constructor(row: OrganizationRow) {
    this.#row = row;
  }

  get id() {
    return globalId('Organization', this.#row.id);
  }

  get organizationId() {
    return this.#row.id;
  }

  get key() {
    return this.#row.key;
  }

  get name() {
    return this.#row.name;
  }

  get country() {
    return this.#row.country;
  }

  get city() {
    return this.#row.city;
  }

  get description() {
    return this.#row.description;
  }

  get website() {
    return this.#row.website;
  }

  get languages() {
    const { languages } = this.#row;
    return languages === '' ? [] : languages.split(',');
  }

  get market() {
    return this.#row.market;
  }

  get registeredAt() {
    return toDate(this.#row.registeredAt);
  }

  get version() {
    return this.#row.version;
  }
}
