import type { Competency } from '../../schema/competency';
import type { Credential } from '../../schema/credential';
import type { Metric } from '../../schema/metric';
import type { Context } from '../request/context';
import type { OrganizationOnDay } from '../request/organization-on-day';
import { versionOn, type Catalogue, type Day } from '../rules';
import { presentCatalogue, type PresentedCatalogue } from './catalogue';

/** The argument of every field that the catalogue of a day answers. */
export const VERSION_ON = {
  nullable: true,
  description: 'The day whose version of the catalogue is meant: past or future; today when absent.',
} as const;

/** What facts name by their keys, as the catalogue describes it on a day. */
export class CatalogueOnDay {
  readonly #described: readonly PresentedCatalogue[];

  /**
   * The version in force on the day describes what it has; the rest is described by the newest version that has it.
   * Facts are checked against the catalogue when they are recorded, so there is one.
   */
  constructor(versions: readonly Catalogue[], day: Day) {
    this.#described = [versionOn(versions, day), ...versions.toReversed()].map((version) =>
      presentCatalogue(version),
    );
  }

  /** The keys of the version in force, in its order. */
  get competencyKeys(): readonly string[] {
    return this.#described[0]?.catalogue.competencies.map(({ key }) => key) ?? [];
  }

  /** What a benefit is called: of those with the key, the first of the version. */
  nameOfBenefit(key: string): string {
    return this.#find(({ nameOfBenefit }) => nameOfBenefit, key);
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

  #find<T>(among: (catalogue: PresentedCatalogue) => ReadonlyMap<string, T>, key: string): T {
    for (const catalogue of this.#described) {
      const found = among(catalogue).get(key);
      if (found !== undefined) return found;
    }
    throw new Error(`No version of the catalogue has "${key}".`);
  }
}

const ofOrganizations = new WeakMap<OrganizationOnDay, CatalogueOnDay>();

/** By which the answers about an organization on a day are told: made once for all of them. */
export function catalogueOf(organization: OrganizationOnDay): CatalogueOnDay {
  const made =
    ofOrganizations.get(organization) ?? new CatalogueOnDay(organization.versions, organization.day);
  ofOrganizations.set(organization, made);
  return made;
}

const known = new WeakMap<readonly Catalogue[], { readonly day: Day; readonly catalogue: CatalogueOnDay }>();

/** The catalogue of today: made once, until the day or the versions change. */
export async function catalogueToday(context: Context): Promise<CatalogueOnDay> {
  const { today } = context;
  const versions = await context.catalogues();
  const made = known.get(versions);
  if (made?.day === today) return made.catalogue;
  const catalogue = new CatalogueOnDay(versions, today);
  known.set(versions, { day: today, catalogue });
  return catalogue;
}
