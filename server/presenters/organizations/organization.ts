import { globalId } from '../../../schema/global-id';
import type { Organization } from '../../../schema/organizations/organization';
import { toDate } from '../../db/instant';
import { requireColumn, type ListedOrganization } from '../../request/columns';

/** In a list, only the columns of selected fields are read. */
export interface OrganizationSource extends Organization {
  readonly __typename: 'Organization';
  readonly organizationId: string;
}

export function presentOrganization(row: ListedOrganization): OrganizationSource {
  return new PresentedOrganization(row);
}

/** Pages can be long, so fields are computed only when they are read. */
class PresentedOrganization implements OrganizationSource {
  readonly __typename = 'Organization';
  readonly #row: ListedOrganization;

  constructor(row: ListedOrganization) {
    this.#row = row;
  }

  get id() {
    return globalId('Organization', this.#row.id);
  }

  get organizationId() {
    return this.#row.id;
  }

  get key() {
    return requireColumn(this.#row.key);
  }

  get name() {
    return requireColumn(this.#row.name);
  }

  get country() {
    return requireColumn(this.#row.country);
  }

  get city() {
    return requireColumn(this.#row.city);
  }

  get description() {
    const description = requireColumn(this.#row.description);
    return description === '' ? null : description;
  }

  get website() {
    return requireColumn(this.#row.website);
  }

  get languages() {
    const languages = requireColumn(this.#row.languages);
    return languages === '' ? [] : languages.split(',');
  }

  get market() {
    return this.#row.market;
  }

  get createdAt() {
    return toDate(requireColumn(this.#row.createdAt));
  }

  get version() {
    return requireColumn(this.#row.version);
  }
}
