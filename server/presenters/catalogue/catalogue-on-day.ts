import type { AttainmentPath } from '../../../schema/catalogue/attainment-path';
import type { Benefit } from '../../../schema/catalogue/benefit';
import type { Catalogue as CatalogueVersion } from '../../../schema/catalogue/catalogue';
import type { Competency } from '../../../schema/catalogue/competency';
import type { Credential } from '../../../schema/catalogue/credential';
import type { Metric } from '../../../schema/catalogue/metric';
import type { Context } from '../../request/context';
import type { OrganizationOnDay } from '../../request/organization-on-day';
import { versionOn, type Catalogue, type Day } from '../../rules';
import { presentCatalogue, type PresentedCatalogue } from './catalogue';

export const VERSION_DAY_ARGUMENT = {
  nullable: true,
  description: 'The day whose catalogue version applies, past or future. Default: today.',
} as const;

export class CatalogueOnDay {
  readonly #versions: readonly PresentedCatalogue[];

  /**
   * The version in force on the day takes precedence. The fallback is the newest version that has the key. Such a
   * version exists, since facts are checked against the catalogue when they are recorded.
   */
  constructor(versions: readonly Catalogue[], day: Day) {
    this.#versions = [versionOn(versions, day), ...versions.toReversed()].map((version) =>
      presentCatalogue(version),
    );
  }

  /** Follows the order of the version in force. */
  get competencyKeys(): readonly string[] {
    return this.#versions[0]?.catalogue.competencies.map(({ key }) => key) ?? [];
  }

  version(number: number): CatalogueVersion {
    const version = this.#versions.find(({ catalogue }) => catalogue.version === number);
    if (version === undefined) throw new Error(`The catalogue has no version ${number}.`);
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
    return this.#find(({ competency }) => competency, key);
  }

  metric(key: string): Metric {
    return this.#find(({ metric }) => metric, key);
  }

  #find<T>(mapOf: (catalogue: PresentedCatalogue) => ReadonlyMap<string, T>, key: string): T {
    return this.#findIn((catalogue) => mapOf(catalogue).get(key), key);
  }

  #findIn<T>(find: (catalogue: PresentedCatalogue) => T | undefined, key: string): T {
    for (const catalogue of this.#versions) {
      const description = find(catalogue);
      if (description !== undefined) return description;
    }
    throw new Error(`No version of the catalogue has "${key}".`);
  }
}

const cachedByOrganization = new WeakMap<OrganizationOnDay, CatalogueOnDay>();

/** Cached, because all answers about an organization on a day share the catalogue. */
export function catalogueOf(organization: OrganizationOnDay): CatalogueOnDay {
  const catalogue =
    cachedByOrganization.get(organization) ?? new CatalogueOnDay(organization.versions, organization.day);
  cachedByOrganization.set(organization, catalogue);
  return catalogue;
}

const cachedByVersions = new WeakMap<
  readonly Catalogue[],
  { readonly day: Day; readonly catalogue: CatalogueOnDay }
>();

export async function catalogueToday(context: Context): Promise<CatalogueOnDay> {
  const { today } = context;
  const versions = await context.catalogues();
  const cached = cachedByVersions.get(versions);
  if (cached?.day === today) return cached.catalogue;
  const catalogue = new CatalogueOnDay(versions, today);
  cachedByVersions.set(versions, { day: today, catalogue });
  return catalogue;
}
