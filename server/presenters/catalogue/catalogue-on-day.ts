import type { AttainmentPath } from '../../../schema/catalogue/attainment-path';
import type { Benefit } from '../../../schema/catalogue/benefit';
import type { Catalogue as CatalogueVersion } from '../../../schema/catalogue/catalogue';
import type { Competency } from '../../../schema/catalogue/competency';
import type { Credential } from '../../../schema/catalogue/credential';
import type { Metric } from '../../../schema/catalogue/metric';
import type { Context } from '../../request/context';
import type { OrganizationOnDay } from '../../request/organization-on-day';
import type { Day } from '../../rules';
import type { PresentedCatalogue } from './catalogue';
import { programmeOf, programmeToday, type Programme } from './programme';

export const VERSION_DAY_ARGUMENT = {
  nullable: true,
  description: 'The day whose catalogue version applies, past or future. Default: today.',
} as const;

/**
 * The version in force on the day takes precedence. The fallback is the newest version that has the key. Such a
 * version exists, since facts are checked against the catalogue when they are recorded.
 */
export class CatalogueOnDay {
  readonly #programme: Programme;
  readonly inForce: PresentedCatalogue;

  constructor(programme: Programme, day: Day) {
    this.#programme = programme;
    this.inForce = programme.catalogueOn(day);
  }

  /** Follows the order of the version in force. */
  get competencyKeys(): readonly string[] {
    return this.inForce.catalogue.competencies.map(({ key }) => key);
  }

  version(number: number): CatalogueVersion {
    const version = this.#programme.version(number);
    if (version === null) throw new Error(`The catalogue has no version ${number}.`);
    return version.catalogue;
  }

  /** Several benefits of a version can share a key. The first one stands for all of them. */
  benefit(key: string): Benefit {
    return this.#find(({ firstBenefit }) => firstBenefit, key);
  }

  path(competency: string, key: string): AttainmentPath {
    return this.#findIn((version) => version.findPath(competency, key), key);
  }

  credential(code: string): Credential {
    return this.#find(({ credential }) => credential, code);
  }

  competency(key: string): Competency {
    const competency = this.#programme.competency.get(key);
    if (competency === undefined) throw unknown(key);
    return competency;
  }

  metric(key: string): Metric {
    return this.#find(({ metric }) => metric, key);
  }

  #find<T>(mapOf: (catalogue: PresentedCatalogue) => ReadonlyMap<string, T>, key: string): T {
    return this.#findIn((catalogue) => mapOf(catalogue).get(key), key);
  }

  #findIn<T>(find: (catalogue: PresentedCatalogue) => T | undefined, key: string): T {
    const inForce = find(this.inForce);
    if (inForce !== undefined) return inForce;
    for (const catalogue of this.#programme.newestFirst()) {
      const found = find(catalogue);
      if (found !== undefined) return found;
    }
    throw unknown(key);
  }
}

function unknown(key: string): Error {
  return new Error(`No version of the catalogue has "${key}".`);
}

const cachedByOrganization = new WeakMap<OrganizationOnDay, CatalogueOnDay>();

/** Cached, because all answers about an organization on a day share the catalogue. */
export function catalogueOf(organization: OrganizationOnDay): CatalogueOnDay {
  const catalogue =
    cachedByOrganization.get(organization) ?? new CatalogueOnDay(programmeOf(organization), organization.day);
  cachedByOrganization.set(organization, catalogue);
  return catalogue;
}

const cachedByProgramme = new WeakMap<Programme, CatalogueOnDay>();

export async function catalogueToday(context: Context): Promise<CatalogueOnDay> {
  const programme = await programmeToday(context);
  const catalogue = cachedByProgramme.get(programme) ?? new CatalogueOnDay(programme, context.today);
  cachedByProgramme.set(programme, catalogue);
  return catalogue;
}
