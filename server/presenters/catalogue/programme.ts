import type { Competency } from '../../../schema/catalogue/competency';
import { globalId } from '../../../schema/global-id';
import { localized } from '../../messages/localized';
import type { Context } from '../../request/context';
import { versionOn, type Catalogue, type Day } from '../../rules';
import { presentCatalogue, type PresentedCatalogue } from './catalogue';

/** All versions of the catalogue and the day of the request, whose version names the competencies. */
interface VersionsToday {
  readonly versions: readonly Catalogue[];
  readonly today: Day;
}

/** All versions of the catalogue as clients see them while one of them is in force. */
export class Programme {
  /** The competencies of all versions by key. */
  readonly competency: ReadonlyMap<string, Competency>;
  readonly #versions: readonly Catalogue[];
  readonly #presented = new Map<Catalogue, PresentedCatalogue>();

  constructor(versions: readonly Catalogue[], inForce: Catalogue) {
    this.#versions = versions;
    this.competency = presentCompetencies([inForce, ...versions.toReversed()]);
  }

  oldestFirst(): readonly PresentedCatalogue[] {
    return this.#versions.map((version) => this.catalogue(version));
  }

  /** Lazy: a version that nobody asks for is not presented. */
  *newestFirst(): Iterable<PresentedCatalogue> {
    for (const version of this.#versions.toReversed()) yield this.catalogue(version);
  }

  catalogue(version: Catalogue): PresentedCatalogue {
    const presented = this.#presented.get(version) ?? presentCatalogue(version, this.competency);
    this.#presented.set(version, presented);
    return presented;
  }

  catalogueOn(day: Day): PresentedCatalogue {
    return this.catalogue(versionOn(this.#versions, day));
  }

  version(number: number): PresentedCatalogue | null {
    const version = this.#versions.find((one) => one.version === number);
    return version === undefined ? null : this.catalogue(version);
  }
}

/** The first version that has a competency gives its name. */
function presentCompetencies(versions: readonly Catalogue[]): ReadonlyMap<string, Competency> {
  const presented = new Map<string, Competency>();
  for (const { key, name } of versions.flatMap(({ competencies }) => competencies)) {
    if (!presented.has(key)) presented.set(key, presentCompetency(key, localized(name)));
  }
  return presented;
}

function presentCompetency(key: string, name: string): Competency & { readonly __typename: 'Competency' } {
  return { __typename: 'Competency', id: globalId('Competency', key), key, name };
}

const cache = new WeakMap<readonly Catalogue[], Map<Catalogue, Programme>>();

/** Cached by the version in force: a name is a plain value, although it can change at midnight. */
export function programmeOf({ versions, today }: VersionsToday): Programme {
  const programmes = cache.get(versions) ?? new Map<Catalogue, Programme>();
  cache.set(versions, programmes);
  const inForce = versionOn(versions, today);
  const programme = programmes.get(inForce) ?? new Programme(versions, inForce);
  programmes.set(inForce, programme);
  return programme;
}

export async function programmeToday(context: Context): Promise<Programme> {
  return programmeOf({ versions: await context.catalogues(), today: context.today });
}
