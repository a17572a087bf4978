import type { Credential } from '../../schema/credential';
import type { Metric } from '../../schema/metric';
import type { AllNeed, AnyNeed, CredentialNeed } from '../../schema/need';
import type {
  AllRequirement,
  AnyRequirement,
  MetricRequirement,
  PeopleRequirement,
} from '../../schema/requirement';
import { MARKET_CLASSES, type AttainmentPath, type Need, type Requirement } from '../rules';

/** Where a rule's keys lead. */
export interface References {
  credential(code: string): Credential;
  metric(key: string): Metric;
}

type PresentedRequirement = { readonly __typename: string } & (
  PeopleRequirement | MetricRequirement | AllRequirement | AnyRequirement
);
type PresentedNeed = { readonly __typename: string } & (CredentialNeed | AllNeed | AnyNeed);

export function presentRequirement(requirement: Requirement, to: References): PresentedRequirement {
  switch (requirement.kind) {
    case 'people':
      return {
        __typename: 'PeopleRequirement',
        groups: requirement.groups.map(({ count, each, ofThose }) => ({
          count,
          each: presentNeed(each, to),
          ofThose: ofThose === null ? null : { count: ofThose.count, each: presentNeed(ofThose.each, to) },
        })),
      };
    case 'metric':
      return {
        __typename: 'MetricRequirement',
        metric: to.metric(requirement.metric),
        months: requirement.months,
        thresholds: MARKET_CLASSES.map((market) => ({ market, atLeast: requirement.atLeast[market] })),
      };
    case 'all':
      return { __typename: 'AllRequirement', of: requirement.of.map((part) => presentRequirement(part, to)) };
    case 'any':
      return { __typename: 'AnyRequirement', of: requirement.of.map((part) => presentRequirement(part, to)) };
  }
}

export function presentNeed(need: Need, to: Pick<References, 'credential'>): PresentedNeed {
  switch (need.kind) {
    case 'credential':
      return { __typename: 'CredentialNeed', credential: to.credential(need.code) };
    case 'all':
      return { __typename: 'AllNeed', of: need.of.map((part) => presentNeed(part, to)) };
    case 'any':
      return { __typename: 'AnyNeed', of: need.of.map((part) => presentNeed(part, to)) };
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
