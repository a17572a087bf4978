import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Day, Month } from '../../server/rules/vocabulary';
import { Private } from '../access';
import type { Achievement } from '../people/achievement';
import { AttainmentPath } from '../catalogue/attainment-path';
import { Competency } from '../catalogue/competency';
import { Credential } from '../catalogue/credential';
import { ListSize } from '../list-size';
import type { Membership } from '../memberships/membership';
import { Metric } from '../catalogue/metric';
import type { Override } from '../overrides/override';
import type { Contributor } from './progress';
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

@Private()
@ObjectType({ description: 'An event that changes a status on the day on which it happens.' })
export class Cause {
  @Field(() => CauseKind, { description: 'The kind of the event.' })
  kind!: CauseKind;

  @Field(() => LocalDate, { description: 'The day of the event.' })
  on!: Day;

  @Field(() => Credential, {
    nullable: true,
    description:
      'The credential that is earned, expires, is revoked or is no longer accepted. Null for other kinds of causes.',
  })
  credential!: Credential | null;

  @Field(() => Competency, {
    nullable: true,
    description:
      'The competency that is retired, or whose path begins or ends. Null for other kinds of causes.',
  })
  competency!: Competency | null;

  @Field(() => AttainmentPath, {
    nullable: true,
    description: 'The path that begins or ends. Null for other kinds of causes.',
  })
  path!: AttainmentPath | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The number of the catalogue version that takes effect. Null for other kinds of causes.',
  })
  catalogueVersion!: number | null;

  @Field(() => YearMonth, {
    nullable: true,
    description: 'The month that is closed. Null for other kinds of causes.',
  })
  month!: Month | null;

  @ListSize(1)
  @Field(() => [Metric], {
    description:
      'The metrics whose sums cross a threshold when the month is closed. Empty for other kinds of causes.',
  })
  metrics!: readonly Metric[];

  contributor!: Contributor | null;
  achievement!: Achievement | null;
  override!: Override | null;
  membership!: Membership | null;
  inWords!: string;
}
