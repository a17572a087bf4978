import type { Credential } from '../../../schema/catalogue/credential';
import type { Metric } from '../../../schema/catalogue/metric';
import type { AllNeed, AnyNeed, CredentialNeed } from '../../../schema/catalogue/need';
import type {
  AllRequirement,
  AnyRequirement,
  MetricRequirement,
  PeopleRequirement,
} from '../../../schema/catalogue/requirement';
import {
  MARKET_CLASSES,
  writeHundredths,
  type AttainmentPath,
  type Need,
  type Requirement,
} from '../../rules';
import { inWords } from '../in-words';
import { needInWords, requirementInWords } from './rules-in-words';

export interface RequirementLookups {
  metric(key: string): Metric;
  need(need: Need): PresentedNeed;
}

type PresentedRequirement = { readonly __typename: string } & (
  PeopleRequirement | MetricRequirement | AllRequirement | AnyRequirement
);
export type PresentedNeed = { readonly __typename: string } & (CredentialNeed | AllNeed | AnyNeed);

export function presentRequirement(
  requirement: Requirement,
  references: RequirementLookups,
): PresentedRequirement {
  const described = inWords(requirementInWords(requirement, (key) => references.metric(key)));
  switch (requirement.kind) {
    case 'people':
      return {
        __typename: 'PeopleRequirement',
        inWords: described,
        groups: requirement.groups.map(({ count, each, ofThose }) => ({
          count,
          each: references.need(each),
          ofThose: ofThose === null ? null : { count: ofThose.count, each: references.need(ofThose.each) },
        })),
      };
    case 'metric':
      return {
        __typename: 'MetricRequirement',
        inWords: described,
        metric: references.metric(requirement.metric),
        months: requirement.months,
        thresholds: MARKET_CLASSES.map((market) => {
          const atLeast = requirement.atLeast[market];
          return { market, atLeast: atLeast === null ? null : writeHundredths(atLeast) };
        }),
      };
    case 'all':
    case 'any': {
      const of = requirement.of.map((part) => presentRequirement(part, references));
      return {
        __typename: requirement.kind === 'all' ? 'AllRequirement' : 'AnyRequirement',
        inWords: described,
        of,
      };
    }
  }
}

/** Caches presented needs, since the slots of a requirement repeat the same few needs. */
export function createNeedPresenter(credential: (code: string) => Credential): (need: Need) => PresentedNeed {
  const cache = new WeakMap<Need, PresentedNeed>();
  return function presentCached(need) {
    const cached = cache.get(need);
    if (cached !== undefined) return cached;
    const presented = present(need);
    cache.set(need, presented);
    return presented;
  };

  function present(need: Need): PresentedNeed {
    const described = inWords(needInWords(need));
    switch (need.kind) {
      case 'credential':
        return { __typename: 'CredentialNeed', inWords: described, credential: credential(need.code) };
      case 'all':
        return { __typename: 'AllNeed', inWords: described, of: need.of.map(present) };
      case 'any':
        return { __typename: 'AnyNeed', inWords: described, of: need.of.map(present) };
    }
  }
}

export function credentialCodes(path: AttainmentPath): ReadonlySet<string> {
  return new Set(path.requirements.flatMap(codesInRequirement));
}

function codesInRequirement(requirement: Requirement): readonly string[] {
  switch (requirement.kind) {
    case 'people':
      return requirement.groups.flatMap(({ each, ofThose }) => [
        ...codesInNeed(each),
        ...(ofThose === null ? [] : codesInNeed(ofThose.each)),
      ]);
    case 'metric':
      return [];
    case 'all':
    case 'any':
      return requirement.of.flatMap(codesInRequirement);
  }
}

function codesInNeed(need: Need): readonly string[] {
  return need.kind === 'credential' ? [need.code] : need.of.flatMap(codesInNeed);
}
