import type { AttainmentPath } from '../../../schema/catalogue/attainment-path';
import type { Benefit } from '../../../schema/catalogue/benefit';
import type { Catalogue } from '../../../schema/catalogue/catalogue';
import type { Center } from '../../../schema/catalogue/center';
import type { Competency } from '../../../schema/catalogue/competency';
import type { CompetencyRules } from '../../../schema/catalogue/competency-rules';
import type { Credential } from '../../../schema/catalogue/credential';
import { globalId, type NodeType } from '../../../schema/global-id';
import type { Metric } from '../../../schema/catalogue/metric';
import type { Offer } from '../../../schema/catalogue/offer';
import { localized, localizedOrNull } from '../../messages/localized';
import * as rules from '../../rules';
import { lazy, withGetters } from '../getters';
import { inWords } from '../in-words';
import { presentMoney } from '../money';
import { credentialCodes, createNeedPresenter, presentRequirement, type PresentedNeed } from './requirement';
import { pathInWords } from './rules-in-words';

export interface PresentedCatalogue {
  readonly catalogue: Catalogue;
  readonly center: ReadonlyMap<string, Center>;
  /** Keyed by the benefit itself, since several benefits can share a key. */
  readonly benefit: ReadonlyMap<rules.Benefit, Benefit>;
  /** The first of the benefits that share a key. */
  readonly firstBenefit: ReadonlyMap<string, Benefit>;
  readonly competencyRules: ReadonlyMap<string, CompetencyRules>;
  readonly credential: ReadonlyMap<string, Credential>;
  readonly metric: ReadonlyMap<string, Metric>;
  readonly offer: ReadonlyMap<string, Offer>;
  readonly path: (competency: string, key: string) => AttainmentPath;
  readonly findPath: (competency: string, key: string) => AttainmentPath | undefined;
  readonly need: (need: rules.Need) => PresentedNeed;
  /** Keyed by global id. */
  readonly nodes: ReadonlyMap<string, object>;
}

/**
 * A catalogue version as clients see it: plain objects that refer to each other. Queries on these objects are fast,
 * since they run hardly any resolver code. A `Programme` caches them, and has the competencies of all versions.
 */
export function presentCatalogue(
  version: rules.Catalogue,
  competencies: ReadonlyMap<string, Competency>,
): PresentedCatalogue {
  return new CataloguePresenter(version, competencies);
}

/** References are getters, so the order in which objects are created does not matter. */
class CataloguePresenter implements PresentedCatalogue {
  readonly nodes = new Map<string, object>();
  readonly metric: ReadonlyMap<string, Metric>;
  readonly credential: ReadonlyMap<string, Credential>;
  readonly center: ReadonlyMap<string, Center>;
  readonly competencyRules: ReadonlyMap<string, CompetencyRules>;
  readonly benefit: ReadonlyMap<rules.Benefit, Benefit>;
  readonly firstBenefit: ReadonlyMap<string, Benefit>;
  readonly offer: ReadonlyMap<string, Offer>;
  readonly catalogue: Catalogue;
  readonly need = createNeedPresenter((code) => lookUp(this.credential, code));
  readonly #version: rules.Catalogue;
  readonly #competencies: ReadonlyMap<string, Competency>;
  readonly #pathsByCompetency = new Map<string, ReadonlyMap<string, AttainmentPath>>();
  readonly #competenciesOf: () => ReadonlyMap<string, readonly string[]>;

  constructor(version: rules.Catalogue, competencies: ReadonlyMap<string, Competency>) {
    this.#version = version;
    this.#competencies = competencies;
    this.#competenciesOf = lazy(() => competenciesByCredential(version));
    this.metric = byKey(version.metrics, (metric) => this.#presentMetric(metric));
    this.credential = new Map(version.credentials.map((one) => [one.code, this.#presentCredential(one)]));
    this.center = byKey(version.centers, (center) => this.#presentCenter(center));
    this.competencyRules = byKey(version.competencies, (competency) => this.#presentRules(competency));
    this.offer = byKey(version.offers, (offer) => this.#presentOffer(offer));
    this.benefit = new Map(version.benefits.map((benefit) => [benefit, this.#presentBenefit(benefit)]));
    // Reversed, so that the first of several benefits with the same key is set last and wins.
    this.firstBenefit = new Map([...this.benefit].toReversed().map(([{ key }, benefit]) => [key, benefit]));
    this.catalogue = this.#node('Catalogue', '', {
      version: version.version,
      appliesFrom: version.appliesFrom,
      centers: all(this.center),
      competencies: all(this.competencyRules),
      credentials: all(this.credential),
      metrics: all(this.metric),
      offers: all(this.offer),
      benefits: all(this.benefit),
      policy: version.policy,
    });
  }

  path(competency: string, key: string): AttainmentPath {
    return lookUp(lookUp(this.#pathsByCompetency, competency), key);
  }

  findPath(competency: string, key: string): AttainmentPath | undefined {
    return this.#pathsByCompetency.get(competency)?.get(key);
  }

  #presentMetric({ key, name, unit }: rules.Metric): Metric {
    return this.#node('Metric', key, { key, name: localized(name), unit: localized(unit) });
  }

  #presentCredential(credential: rules.Credential): Credential {
    const { code, replacedBy, title, description, retiresOn, acceptedUntil } = credential;
    const references = {
      replacedBy: () => (replacedBy === null ? null : lookUp(this.credential, replacedBy)),
      countsFor: () => (this.#competenciesOf().get(code) ?? []).map((key) => this.#competency(key)),
    };
    const fields = {
      ...credential,
      lastEarnableOn: lastDayBefore(retiresOn),
      lastAcceptedOn: lastDayBefore(acceptedUntil),
      title: localized(title),
      description: localizedOrNull(description),
    };
    return this.#node('Credential', code, withGetters(fields, references));
  }

  #presentCenter(center: rules.Center): Center {
    const competencies = () => all(this.competencyRules).filter((one) => one.center.key === center.key);
    const fields = { key: center.key, name: localized(center.name) };
    return this.#node('Center', center.key, withGetters(fields, { competencies }));
  }

  #presentRules({ paths, ...competency }: rules.Competency): CompetencyRules {
    const { key, name, description } = competency;
    const presented = paths.map((path) => this.#presentPath(key, path));
    this.#pathsByCompetency.set(
      key,
      byKey(presented, (path) => path),
    );
    const references = {
      catalogue: () => this.catalogue,
      center: () => lookUp(this.center, competency.center),
      benefits: () => all(this.benefit).filter((benefit) => benefit.competency?.key === key),
    };
    const fields = {
      ...competency,
      competency: this.#competency(key),
      name: localized(name),
      description: localizedOrNull(description),
      paths: presented,
    };
    return this.#node('CompetencyRules', key, withGetters(fields, references));
  }

  #presentPath(competency: string, path: rules.AttainmentPath): AttainmentPath {
    const { requirements, name, ...days } = path;
    const metric = (key: string) => lookUp(this.metric, key);
    const fields = {
      ...days,
      competency: this.#competency(competency),
      lastDay: rules.lastDayOf(path),
      name: localized(name),
    };
    const references = {
      requirements: lazy(() =>
        requirements.map((one) => presentRequirement(one, { metric, need: this.need })),
      ),
      inWords: lazy(() => inWords(pathInWords(path, metric))),
    };
    return this.#node('AttainmentPath', `${competency}.${path.key}`, withGetters(fields, references));
  }

  #presentOffer({ price, ...offer }: rules.Offer): Offer {
    return this.#node('Offer', offer.key, {
      ...offer,
      name: localized(offer.name),
      price: presentMoney(price),
    });
  }

  #presentBenefit({ scope, value, price, ...benefit }: rules.Benefit): Benefit {
    const key = [benefit.key, scope.level, scope.competency].filter((part) => part !== null).join('.');
    const fields = {
      ...benefit,
      name: localized(benefit.name),
      description: localizedOrNull(benefit.description),
      level: scope.level,
      competency: scope.competency === null ? null : this.#competency(scope.competency),
      value: value === null ? null : presentMoney(value),
      price: price === null ? null : presentMoney(price),
    };
    return this.#node('Benefit', key, fields);
  }

  #competency(key: string): Competency {
    return lookUp(this.#competencies, key);
  }

  /** Adds the global id, which includes the version: the fields of an object can differ between versions. */
  #node<T extends object>(type: NodeType, key: string, object: T): T & { readonly id: string } {
    const { version } = this.#version;
    const id = globalId(type, key === '' ? String(version) : `${version}_${key}`);
    const withId = Object.defineProperties(object, {
      id: { value: id, enumerable: true },
      __typename: { value: type, enumerable: true },
    }) as T & { readonly id: string };
    this.nodes.set(id, withId);
    return withId;
  }
}

function lastDayBefore(until: rules.Day | null): rules.Day | null {
  return rules.lastDayOf({ from: null, until });
}

function competenciesByCredential({ competencies }: rules.Catalogue): ReadonlyMap<string, readonly string[]> {
  const keysByCode = new Map<string, string[]>();
  for (const { key, paths } of competencies) {
    for (const code of new Set(paths.flatMap((path) => [...credentialCodes(path)]))) {
      const keys = keysByCode.get(code);
      if (keys === undefined) keysByCode.set(code, [key]);
      else keys.push(key);
    }
  }
  return keysByCode;
}

function byKey<Item extends { readonly key: string }, Value>(
  items: readonly Item[],
  valueOf: (item: Item) => Value,
): ReadonlyMap<string, Value> {
  return new Map(items.map((item) => [item.key, valueOf(item)]));
}

function all<T>(map: ReadonlyMap<unknown, T>): readonly T[] {
  return [...map.values()];
}

/** Every key resolves, since a catalogue is checked before it is stored. */
function lookUp<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key);
  if (value === undefined) throw new Error(`The catalogue refers to "${key}", but does not define it.`);
  return value;
}
