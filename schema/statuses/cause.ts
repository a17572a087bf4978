import { Field, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import type {
  Day,
  Level as LevelName,
  Month,
  OverrideEffect as EffectName,
} from '../../server/rules/vocabulary';
import type { InWords } from '../in-words';
import { Private } from '../access';
import type { Achievement } from '../people/achievement';
import { AttainmentPath } from '../catalogue/attainment-path';
import { Catalogue } from '../catalogue/catalogue';
import { Competency } from '../catalogue/competency';
import { Credential } from '../catalogue/credential';
import { Level } from '../catalogue/level';
import { ListSize } from '../list-size';
import type { Membership } from '../memberships/membership';
import { Metric } from '../catalogue/metric';
import { type Override, OverrideEffect } from '../overrides/override';
import { Contributor } from './progress';
import { LocalDate } from '../scalars/local-date';
import { YearMonth } from '../scalars/year-month';

export const CauseKind = {
  PERSON_JOINS: 'PERSON_JOINS',
  PERSON_LEAVES: 'PERSON_LEAVES',
  CREDENTIAL_EARNED: 'CREDENTIAL_EARNED',
  CREDENTIAL_EXPIRES: 'CREDENTIAL_EXPIRES',
  CREDENTIAL_REVOKED: 'CREDENTIAL_REVOKED',
  ACCEPTANCE_ENDS: 'ACCEPTANCE_ENDS',
  OVERRIDE_BEGINS: 'OVERRIDE_BEGINS',
  OVERRIDE_ENDS: 'OVERRIDE_ENDS',
  PATH_BEGINS: 'PATH_BEGINS',
  PATH_ENDS: 'PATH_ENDS',
  COMPETENCY_RETIRES: 'COMPETENCY_RETIRES',
  CATALOGUE_APPLIES: 'CATALOGUE_APPLIES',
  MONTH_CLOSED: 'MONTH_CLOSED',
  MEMBERSHIP_BEGINS: 'MEMBERSHIP_BEGINS',
  MEMBERSHIP_ENDS: 'MEMBERSHIP_ENDS',
} as const;
export type CauseKind = keyof typeof CauseKind;

registerEnumType(CauseKind, {
  name: 'CauseKind',
  description: 'Kind of event that can change a status.',
  valuesConfig: {
    PERSON_JOINS: { description: 'A person joins the organization.' },
    PERSON_LEAVES: { description: 'A person leaves the organization.' },
    CREDENTIAL_EARNED: { description: 'A person earns a credential.' },
    CREDENTIAL_EXPIRES: { description: 'An achievement expires.' },
    CREDENTIAL_REVOKED: { description: 'An achievement is revoked.' },
    ACCEPTANCE_ENDS: { description: 'A credential is no longer accepted from anyone.' },
    OVERRIDE_BEGINS: { description: 'An override takes effect.' },
    OVERRIDE_ENDS: { description: 'An override ends.' },
    PATH_BEGINS: { description: 'A path becomes effective.' },
    PATH_ENDS: { description: 'A path is no longer effective.' },
    COMPETENCY_RETIRES: { description: 'A competency is retired and can no longer be attained.' },
    CATALOGUE_APPLIES: { description: 'Another version of the catalogue takes effect.' },
    MONTH_CLOSED: { description: 'A month is closed, and the metric windows move on.' },
    MEMBERSHIP_BEGINS: { description: 'A membership term begins.' },
    MEMBERSHIP_ENDS: { description: 'A membership term ends.' },
  },
});

@InterfaceType({
  description: 'An event that changes a status on the day on which it happens.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Cause {
  @Field(() => CauseKind, { description: 'The kind of the event.' })
  kind!: CauseKind;

  @Field(() => LocalDate, { description: 'The day of the event.' })
  on!: Day;

  // The types with a person have resolvers in server/resolvers/statuses/cause.ts.
  @Field(() => String, { description: 'The event as a sentence for people.' })
  inWords!: InWords;
}

@Private()
@ObjectType({
  implements: Cause,
  description: 'A person joins or leaves the organization (PERSON_JOINS, PERSON_LEAVES).',
})
export class AffiliationCause extends Cause {
  override kind!: 'PERSON_JOINS' | 'PERSON_LEAVES';

  @Field(() => Contributor, { description: 'The person.' })
  contributor!: Contributor;
}

@Private()
@ObjectType({
  implements: Cause,
  description:
    'An achievement of a person begins or ceases to count (CREDENTIAL_EARNED, CREDENTIAL_EXPIRES, CREDENTIAL_REVOKED).',
})
export class AchievementCause extends Cause {
  override kind!: 'CREDENTIAL_EARNED' | 'CREDENTIAL_EXPIRES' | 'CREDENTIAL_REVOKED';

  @Field(() => Contributor, { description: 'The person who holds the achievement.' })
  contributor!: Contributor;

  @Field(() => Credential, { description: 'The credential of the achievement.' })
  credential!: Credential;

  // Resolved in server/resolvers/statuses/cause.ts.
  achievement!: Achievement | null;
}

@Private()
@ObjectType({
  implements: Cause,
  description: 'A credential is no longer accepted from anyone (ACCEPTANCE_ENDS).',
})
export class AcceptanceCause extends Cause {
  @Field(() => Credential, { description: 'The credential.' })
  credential!: Credential;
}

@Private()
@ObjectType({
  implements: Cause,
  description: 'An override takes effect or ends (OVERRIDE_BEGINS, OVERRIDE_ENDS).',
})
export class OverrideCause extends Cause {
  @Field(() => Competency, { description: 'The competency that the override concerns.' })
  competency!: Competency;

  @Field(() => OverrideEffect, { description: 'The effect of the override.' })
  effect!: EffectName;

  @Field(() => Level, { nullable: true, description: 'The level of a GRANT; null for a WITHHOLD.' })
  level!: LevelName | null;

  override!: Override | null;
}

@Private()
@ObjectType({
  implements: Cause,
  description: 'A path becomes effective or ceases to be effective (PATH_BEGINS, PATH_ENDS).',
})
export class PathCause extends Cause {
  @Field(() => Competency, { description: 'The competency of the path.' })
  competency!: Competency;

  @Field(() => AttainmentPath, { description: 'The path.' })
  path!: AttainmentPath;
}

@Private()
@ObjectType({ implements: Cause, description: 'A competency is retired (COMPETENCY_RETIRES).' })
export class RetirementCause extends Cause {
  @Field(() => Competency, { description: 'The competency.' })
  competency!: Competency;
}

@Private()
@ObjectType({
  implements: Cause,
  description: 'Another version of the catalogue takes effect (CATALOGUE_APPLIES).',
})
export class CatalogueCause extends Cause {
  @Field(() => Catalogue, { description: 'The version that takes effect.' })
  catalogue!: Catalogue;
}

@Private()
@ObjectType({
  implements: Cause,
  description: 'A month is closed, and the metric windows move on (MONTH_CLOSED).',
})
export class MonthCause extends Cause {
  @Field(() => YearMonth, { description: 'The month.' })
  month!: Month;

  @ListSize(1)
  @Field(() => [Metric], { description: 'The metrics whose sums change when the month is closed.' })
  metrics!: readonly Metric[];
}

@Private()
@ObjectType({
  implements: Cause,
  description: 'A membership term begins or ends (MEMBERSHIP_BEGINS, MEMBERSHIP_ENDS).',
})
export class MembershipCause extends Cause {
  // Resolved in server/resolvers/statuses/cause.ts.
  membership!: Membership;
}
