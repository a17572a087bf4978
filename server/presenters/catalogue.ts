import type { AttainmentPath } from '../../schema/attainment-path';
import type { Benefit } from '../../schema/benefit';
import type { Catalogue } from '../../schema/catalogue';
import type { Center } from '../../schema/center';
import type { Competency } from '../../schema/competency';
import type { Credential } from '../../schema/credential';
import { globalId, type NodeType } from '../../schema/global-id';
import type { Metric } from '../../schema/metric';
import type { Offer } from '../../schema/offer';
import { pathInWords } from '../messages/rules-in-words';
import type * as rules from '../rules';
import { presentMoney } from './money';
import { credentialsOf, presenterOfNeeds, presentRequirement, type PresentedNeed } from './requirement';

export interface PresentedCatalogue {
  readonly catalogue: Catalogue;
  readonly center: ReadonlyMap<string, Center>;
  /** By the benefit of this version itself: several may have one key. */
  readonly benefit: ReadonlyMap<rules.Benefit, Benefit>;
  readonly nameOfBenefit: ReadonlyMap<string, string>;
  readonly competency: ReadonlyMap<string, Competency>;
  readonly credential: ReadonlyMap<string, Credential>;
  readonly metric: ReadonlyMap<string, Metric>;
  /** By the keys of its competency and its own. */
  readonly path: (competency: string, key: string) => AttainmentPath;
  /** A need of a path of this version, or of a slot of it. */
  readonly need: (need: rules.Need) => PresentedNeed;
  /** Every object of this version by its global id. */
  readonly nodes: ReadonlyMap<string, object>;
}

const presented = new WeakMap<rules.Catalogue, PresentedCatalogue>();

/**
 * One version of the catalogue as clients see it: plain objects that refer to each other, made once a version, so that a query
 * on them runs little code of ours.
 */
export function presentCatalogue(version: rules.Catalogue): PresentedCatalogue {
  const known = presented.get(version);
  if (known !== undefined) return known;
  const fresh = present(version);
  presented.set(version, fresh);
  return fresh;
}

function present(version: rules.Catalogue): PresentedCatalogue {
  const nodes = new Map<string, object>();
  /** Gives an object its id in this version: another version's is another object, since its fields may differ. */
  const node = <T extends object>(type: NodeType, key: string, object: T): T & { readonly id: string } => {
    const id = globalId(type, key === '' ? String(version.version) : `${version.version}_${key}`);
    const made = Object.defineProperties(object, {
      id: { value: id, enumerable: true },
      __typename: { value: type, enumerable: true },
    }) as T & { readonly id: string };
    nodes.set(id, made);
    return made;
  };

  // References go through getters, so that it does not matter which of two objects is made first.
  const metric = byKey(version.metrics, (given): Metric => node('Metric', given.key, { ...given }));
  const competenciesOf = once(() => competenciesByCredential(version));
  const credential = new Map(
    version.credentials.map((given): [string, Credential] => [
      given.code,
      node('Credential', given.code, {
        ...given,
        get replacedBy() {
          return given.replacedBy === null ? null : named(credential, given.replacedBy);
        },
        get countsForCompetencies() {
          return competenciesOf().get(given.code) ?? [];
        },
      }),
    ]),
  );
  const presentNeed = presenterOfNeeds((code) => named(credential, code));
  const center = byKey(version.centers, (given): Center =>
    node('Center', given.key, {
      ...given,
      get competencies() {
        return all(competency).filter(({ center: of }) => of.key === given.key);
      },
    }),
  );
  const competency = byKey(version.competencies, ({ paths, ...given }): Competency =>
    node('Competency', given.key, {
      ...given,
      get center() {
        return named(center, given.center);
      },
      paths: paths.map((path) => presentPath(given.key, path)),
      get benefits() {
        return all(benefit).filter(({ competency: of }) => of?.key === given.key);
      },
    }),
  );
  const offers = version.offers.map(({ price, ...given }): Offer =>
    node('Offer', given.key, { ...given, price: presentMoney(price) }),
  );
  const benefit = new Map(version.benefits.map((given) => [given, presentBenefit(given)]));
  const catalogue: Catalogue = node('Catalogue', '', {
    version: version.version,
    appliesFrom: version.appliesFrom,
    centers: all(center),
    competencies: all(competency),
    credentials: all(credential),
    metrics: all(metric),
    offers,
    benefits: all(benefit),
    policy: version.policy,
  });
  const pathsOf = new Map(
    version.competencies.map(({ key }) => [key, byKey(named(competency, key).paths, (path) => path)]),
  );
  return {
    catalogue,
    center,
    benefit,
    // The first of several with one key is the last to be set.
    nameOfBenefit: new Map(version.benefits.toReversed().map(({ key, name }) => [key, name])),
    competency,
    credential,
    metric,
    path: (of, key) => named(named(pathsOf, of), key),
    need: presentNeed,
    nodes,
  };

  function presentBenefit({ scope, value, price, ...given }: rules.Benefit): Benefit {
    const key = [given.key, scope.level, scope.competency].filter((part) => part !== null).join('.');
    return node('Benefit', key, {
      ...given,
      level: scope.level,
      get competency() {
        return scope.competency === null ? null : named(competency, scope.competency);
      },
      value: value === null ? null : presentMoney(value),
      price: price === null ? null : presentMoney(price),
    });
  }

  function presentPath(of: string, path: rules.AttainmentPath): AttainmentPath {
    const { requirements: rulesOfPath, ...given } = path;
    const requirements = once(() =>
      rulesOfPath.map((requirement) =>
        presentRequirement(requirement, { metric: (key) => named(metric, key), need: presentNeed }),
      ),
    );
    const inWords = once(() => pathInWords(path, (key) => named(metric, key).unit));
    return node('AttainmentPath', `${of}.${given.key}`, {
      ...given,
      get competency() {
        return named(competency, of);
      },
      get requirements() {
        return requirements();
      },
      get inWords() {
        return inWords();
      },
    });
  }
}

/** Makes a value when it is first asked for: all requirements of a large catalogue take 100 ms. */
function once<T extends object | string>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** By code: the keys of the competencies with a path that names the credential. */
function competenciesByCredential({ competencies }: rules.Catalogue): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { key, paths } of competencies) {
    for (const code of new Set(paths.flatMap((path) => [...credentialsOf(path)]))) {
      const keys = found.get(code);
      if (keys === undefined) found.set(code, [key]);
      else keys.push(key);
    }
  }
  return found;
}

function byKey<Given extends { readonly key: string }, Made>(
  given: readonly Given[],
  make: (given: Given) => Made,
): ReadonlyMap<string, Made> {
  return new Map(given.map((each) => [each.key, make(each)]));
}

function all<T>(map: ReadonlyMap<unknown, T>): readonly T[] {
  return [...map.values()];
}

/** A catalogue is checked before it is stored, so what it names is there. */
function named<T>(map: ReadonlyMap<string, T>, key: string): T {
  const found = map.get(key);
  if (found === undefined) throw new Error(`The catalogue names "${key}", but does not define it.`);
  return found;
}
