import type { CauseKind } from '../../../schema/statuses/cause';
import type { Cause } from '../../rules';
import type { CatalogueOnDay } from '../catalogue/catalogue-on-day';

export type CauseSource = ReturnType<typeof presentCause>;

export function presentCause(cause: Cause, catalogue: CatalogueOnDay, organizationId: string) {
  return {
    __typename: 'Cause' as const,
    organizationId,
    kind: kindOf(cause),
    on: cause.day,
    credential: 'credential' in cause ? catalogue.credential(cause.credential) : null,
    competency: 'competency' in cause ? catalogue.competency(cause.competency) : null,
    path: 'path' in cause ? catalogue.path(cause.competency, cause.path) : null,
    catalogueVersion: 'version' in cause ? cause.version : null,
    month: 'month' in cause ? cause.month : null,
    metrics: 'metrics' in cause ? cause.metrics.map((metric) => catalogue.metric(metric)) : [],
    person: 'person' in cause ? cause.person : null,
    achievementId: 'achievement' in cause ? cause.achievement : null,
    overrideId: 'override' in cause ? cause.override : null,
    membershipId: 'membership' in cause ? cause.membership : null,
    level: 'level' in cause ? cause.level : null,
  };
}

function kindOf(cause: Cause): CauseKind {
  switch (cause.kind) {
    case 'person':
      return cause.change === 'joins' ? 'PERSON_JOINS' : 'PERSON_LEAVES';
    case 'credential':
      return CREDENTIAL_CHANGES[cause.change];
    case 'acceptance':
      return 'ACCEPTANCE_ENDS';
    case 'override':
      return cause.change === 'begins' ? 'OVERRIDE_BEGINS' : 'OVERRIDE_ENDS';
    case 'rule':
      return RULE_CHANGES[cause.change];
    case 'sales':
      return 'MONTH_CLOSED';
    case 'membership':
      return cause.change === 'begins' ? 'MEMBERSHIP_BEGINS' : 'MEMBERSHIP_ENDS';
  }
}

const CREDENTIAL_CHANGES = {
  earned: 'CREDENTIAL_EARNED',
  expires: 'CREDENTIAL_EXPIRES',
  revoked: 'CREDENTIAL_REVOKED',
} as const;

const RULE_CHANGES = {
  'path-begins': 'PATH_BEGINS',
  'path-ends': 'PATH_ENDS',
  'competency-retires': 'COMPETENCY_RETIRES',
  'version-applies': 'CATALOGUE_APPLIES',
} as const;
