import type {
  AcceptanceCause,
  AchievementCause,
  AffiliationCause,
  CatalogueCause,
  CauseKind,
  MembershipCause,
  MonthCause,
  OverrideCause,
  PathCause,
  RetirementCause,
} from '../../../schema/statuses/cause';
import { sentence } from '../../messages';
import type { Cause } from '../../rules';
import type { CatalogueOnDay } from '../catalogue/catalogue-on-day';
import { inWords } from '../in-words';
import { presentContributor, type ContributorSource } from './contributor';

/** Resolvers load the rows that a cause refers to by id, and the names of people. */
export type CauseSource =
  | AffiliationCauseSource
  | AchievementCauseSource
  | OverrideCauseSource
  | MembershipCauseSource
  | Source<'AcceptanceCause', AcceptanceCause>
  | Source<'PathCause', PathCause>
  | Source<'RetirementCause', RetirementCause>
  | Source<'CatalogueCause', CatalogueCause>
  | Source<'MonthCause', MonthCause>;

type Source<Name extends string, Type> = Type & { readonly __typename: Name };

export type AffiliationCauseSource = Source<
  'AffiliationCause',
  Omit<AffiliationCause, 'contributor' | 'inWords'>
> & { readonly contributor: ContributorSource };

export type AchievementCauseSource = Source<
  'AchievementCause',
  Omit<AchievementCause, 'contributor' | 'achievement' | 'inWords'>
> & { readonly contributor: ContributorSource; readonly achievementId: string };

export type OverrideCauseSource = Source<'OverrideCause', Omit<OverrideCause, 'override'>> & {
  readonly overrideId: string;
};

export type MembershipCauseSource = Source<'MembershipCause', Omit<MembershipCause, 'membership'>> & {
  readonly membershipId: string;
};

export function presentCause(cause: Cause, catalogue: CatalogueOnDay, organizationId: string): CauseSource {
  const { day } = cause;
  switch (cause.kind) {
    case 'person':
      return {
        __typename: 'AffiliationCause',
        kind: cause.change === 'joins' ? 'PERSON_JOINS' : 'PERSON_LEAVES',
        on: day,
        contributor: presentContributor(cause.person, organizationId),
      };
    case 'credential':
      return {
        __typename: 'AchievementCause',
        kind: CREDENTIAL_CHANGES[cause.change],
        on: day,
        contributor: presentContributor(cause.person, organizationId),
        credential: catalogue.credential(cause.credential),
        achievementId: cause.achievement,
      };
    case 'acceptance': {
      const credential = catalogue.credential(cause.credential);
      return {
        __typename: 'AcceptanceCause',
        kind: 'ACCEPTANCE_ENDS',
        on: day,
        credential,
        inWords: inWords(sentence('cause.ACCEPTANCE_ENDS', { credential: credential.code, day })),
      };
    }
    case 'override': {
      const kind = cause.change === 'begins' ? 'OVERRIDE_BEGINS' : 'OVERRIDE_ENDS';
      return {
        __typename: 'OverrideCause',
        kind,
        on: day,
        competency: catalogue.competency(cause.competency),
        effect: cause.effect,
        level: cause.level,
        overrideId: cause.override,
        inWords: inWords(sentence(`cause.${kind}`, { day })),
      };
    }
    case 'rule':
      return presentRuleCause(cause, catalogue);
    case 'sales': {
      const metrics = cause.metrics.map((metric) => catalogue.metric(metric));
      const names = metrics.map(({ name }) => name);
      return {
        __typename: 'MonthCause',
        kind: 'MONTH_CLOSED',
        on: day,
        month: cause.month,
        metrics,
        inWords: inWords(sentence('cause.MONTH_CLOSED', { month: cause.month, metrics: names, day })),
      };
    }
    case 'membership': {
      const kind = cause.change === 'begins' ? 'MEMBERSHIP_BEGINS' : 'MEMBERSHIP_ENDS';
      return {
        __typename: 'MembershipCause',
        kind,
        on: day,
        membershipId: cause.membership,
        inWords: inWords(sentence(`cause.${kind}`, { level: cause.level, day })),
      };
    }
  }
}

function presentRuleCause(cause: Extract<Cause, { kind: 'rule' }>, catalogue: CatalogueOnDay): CauseSource {
  const { day } = cause;
  switch (cause.change) {
    case 'path-begins':
    case 'path-ends': {
      const kind = cause.change === 'path-begins' ? 'PATH_BEGINS' : 'PATH_ENDS';
      const competency = catalogue.competency(cause.competency);
      const path = catalogue.path(cause.competency, cause.path);
      return {
        __typename: 'PathCause',
        kind,
        on: day,
        competency,
        path,
        inWords: inWords(sentence(`cause.${kind}`, { path: path.key, competency: competency.name, day })),
      };
    }
    case 'competency-retires': {
      const competency = catalogue.competency(cause.competency);
      return {
        __typename: 'RetirementCause',
        kind: 'COMPETENCY_RETIRES',
        on: day,
        competency,
        inWords: inWords(sentence('cause.COMPETENCY_RETIRES', { competency: competency.name, day })),
      };
    }
    case 'version-applies':
      return {
        __typename: 'CatalogueCause',
        kind: 'CATALOGUE_APPLIES',
        on: day,
        catalogue: catalogue.version(cause.version),
        inWords: inWords(sentence('cause.CATALOGUE_APPLIES', { version: String(cause.version), day })),
      };
  }
}

const CREDENTIAL_CHANGES = {
  earned: 'CREDENTIAL_EARNED',
  expires: 'CREDENTIAL_EXPIRES',
  revoked: 'CREDENTIAL_REVOKED',
} as const satisfies Record<string, CauseKind>;
