import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Day, Month } from '../server/rules/vocabulary';
import { Private } from './access';
import type { Achievement } from './achievement';
import { Competency } from './competency';
import { Credential } from './credential';
import { ListSize } from './list-size';
import type { Membership } from './membership';
import { Metric } from './metric';
import type { Override } from './override';
import type { Contributor } from './progress';
import { LocalDate } from './scalars/local-date';
import { YearMonth } from './scalars/year-month';

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
  description: 'What can make a status change.',
  valuesConfig: {
    PERSON_JOINS: { description: 'Somebody begins to belong to the organization.' },
    PERSON_LEAVES: { description: 'Somebody no longer belongs to the organization.' },
    CREDENTIAL_EARNED: { description: 'Somebody earns a credential.' },
    CREDENTIAL_EXPIRES: { description: 'The time of an achievement is over.' },
    CREDENTIAL_REVOKED: { description: 'An achievement is taken back.' },
    ACCEPTANCE_ENDS: { description: 'A credential no longer counts for anybody.' },
    OVERRIDE_BEGINS: { description: 'An override begins to act.' },
    OVERRIDE_ENDS: { description: 'An override no longer acts.' },
    PATH_BEGINS: { description: 'A path can be used from now on.' },
    PATH_ENDS: { description: 'A path can no longer be used.' },
    COMPETENCY_RETIRES: { description: 'A competency can no longer be attained.' },
    CATALOGUE_APPLIES: { description: 'Another version of the catalogue comes into force.' },
    MONTH_CLOSED: { description: 'A month of sales is closed, and the windows move.' },
    MEMBERSHIP_BEGINS: { description: 'A term of membership begins.' },
    MEMBERSHIP_ENDS: { description: 'A term of membership ends.' },
  },
});

@Private()
@ObjectType({ description: 'What makes a status change: something that happens on the very day.' })
export class Cause {
  @Field(() => CauseKind, { description: 'What happens.' })
  kind!: CauseKind;

  @Field(() => LocalDate, { description: 'The day.' })
  on!: Day;

  @Field(() => Credential, {
    nullable: true,
    description:
      'The credential that is earned, ends or is no longer accepted; null for causes of other kinds.',
  })
  credential!: Credential | null;

  @Field(() => Competency, {
    nullable: true,
    description:
      'The competency whose path or whose own time begins or ends; null for causes of other kinds.',
  })
  competency!: Competency | null;

  @Field(() => String, {
    nullable: true,
    description: 'The key of the path that begins or ends; null for causes of other kinds.',
  })
  path!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The number of the version that comes into force; null for causes of other kinds.',
  })
  catalogueVersion!: number | null;

  @Field(() => YearMonth, {
    nullable: true,
    description: 'The month that is closed; null for causes of other kinds.',
  })
  month!: Month | null;

  @ListSize(1)
  @Field(() => [Metric], {
    description: 'The metrics whose sums cross a threshold with that month; empty for causes of other kinds.',
  })
  metrics!: readonly Metric[];

  // Resolved in server/resolvers/cause.ts.
  contributor!: Contributor | null;
  achievement!: Achievement | null;
  override!: Override | null;
  membership!: Membership | null;
  inWords!: string;
}
