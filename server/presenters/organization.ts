import { globalId } from '../../schema/global-id';
import type { Organization } from '../../schema/organization';
import { toDate } from '../db/instant';
import { shown, type ReadOrganization } from '../request/columns';

/**
 * What resolvers of an organization's fields may rely on: its stored id, and what the field shows of the type of the
 * contract. Of an organization in a list, nothing else was read.
 */
export interface OrganizationSource extends Organization {
  readonly __typename: 'Organization';
  readonly organizationId: string;
}

export function presentOrganization(row: ReadOrganization): OrganizationSource {
  return new PresentedOrganization(row);
}

/** Pages are made of them: what is not selected is not made. */
class PresentedOrganization implements OrganizationSource {
  readonly __typename = 'Organization';
  readonly #row: ReadOrganization;

  constructor(row: ReadOrganization) {
    this.#row = row;
  }

  get id() {
    return globalId('Organization', this.#row.id);
  }

  get organizationId() {
    return this.#row.id;
  }

  get key() {
    return shown(this.#row.key);
  }

  get name() {
    return shown(this.#row.name);
  }

  get country() {
    return shown(this.#row.country);
  }

  get city() {
    return shown(this.#row.city);
  }

  get description() {
    return shown(this.#row.description);
  }

  get website() {
    return shown(this.#row.website);
  }

  get languages() {
    const languages = shown(this.#row.languages);
    return languages === '' ? [] : languages.split(',');
  }

  get market() {
    return this.#row.market;
  }

  get registeredAt() {
    return toDate(shown(this.#row.registeredAt));
  }

  get version() {
    return shown(this.#row.version);
  }
}
