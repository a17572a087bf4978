import type { Credential } from '../../schema/credential';
import type { Metric } from '../../schema/metric';
import type { AllNeed, AnyNeed, CredentialNeed } from '../../schema/need';
import type {
  AllRequirement,
  AnyRequirement,
  MetricRequirement,
  PeopleRequirement,
} from '../../schema/requirement';
import { needInWords, requirementInWords } from '../messages/rules-in-words';
import { MARKET_CLASSES, type AttainmentPath, type Need, type Requirement } from '../rules';

/** Where a rule's keys lead. */
export interface References {
  metric(key: string): Metric;
  need(need: Need): PresentedNeed;
}

type PresentedRequirement = { readonly __typename: string } & (
  PeopleRequirement | MetricRequirement | AllRequirement | AnyRequirement
);
export type PresentedNeed = { readonly __typename: string } & (CredentialNeed | AllNeed | AnyNeed);

export function presentRequirement(requirement: Requirement, to: References): PresentedRequirement {
  const inWords = requirementInWords(requirement, (key) => to.metric(key).unit);
  switch (requirement.kind) {
    case 'people':
      return {
        __typename: 'PeopleRequirement',
        inWords,
        groups: requirement.groups.map(({ count, each, ofThose }) => ({
          count,
          each: to.need(each),
          ofThose: ofThose === null ? null : { count: ofThose.count, each: to.need(ofThose.each) },
        })),
      };
    case 'metric':
      return {
        __typename: 'MetricRequirement',
        inWords,
        metric: to.metric(requirement.metric),
        months: requirement.months,
        thresholds: MARKET_CLASSES.map((market) => ({ market, atLeast: requirement.atLeast[market] })),
      };
    case 'all':
    case 'any': {
      const of = requirement.of.map((part) => presentRequirement(part, to));
      return { __typename: requirement.kind === 'all' ? 'AllRequirement' : 'AnyRequirement', inWords, of };
    }
  }
}

/** Presents each need once: the same few are told again and again, with every slot of a progress. */
export function presenterOfNeeds(credential: (code: string) => Credential): (need: Need) => PresentedNeed {
  const presented = new WeakMap<Need, PresentedNeed>();
  return function present(need) {
    const known = presented.get(need);
    if (known !== undefined) return known;
    const made = presentAnew(need);
    presented.set(need, made);
    return made;
  };

  function presentAnew(need: Need): PresentedNeed {
    const inWords = needInWords(need);
    switch (need.kind) {
      case 'credential':
        return { __typename: 'CredentialNeed', inWords, credential: credential(need.code) };
      case 'all':
        return { __typename: 'AllNeed', inWords, of: need.of.map(presentAnew) };
      case 'any':
        return { __typename: 'AnyNeed', inWords, of: need.of.map(presentAnew) };
    }
  }
}

/** The codes of all credentials that a path names. */
export function credentialsOf(path: AttainmentPath): ReadonlySet<string> {
  return new Set(path.requirements.flatMap(inRequirement));
}

function inRequirement(requirement: Requirement): readonly string[] {
  switch (requirement.kind) {
    case 'people':
      return requirement.groups.flatMap(({ each, ofThose }) => [
        ...inNeed(each),
        ...(ofThose === null ? [] : inNeed(ofThose.each)),
      ]);
    case 'metric':
      return [];
    case 'all':
    case 'any':
      return requirement.of.flatMap(inRequirement);
  }
}

function inNeed(need: Need): readonly string[] {
  return need.kind === 'credential' ? [need.code] : need.of.flatMap(inNeed);
}
