import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Day, Month } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { ListSize } from '../list-size';
import { OrganizationStatus, SupposedOrganizationStatus } from './organization-status';
import { OneOf, type OneFieldOf } from '../one-of';
import { OverrideEffectInput } from '../overrides/override-effect';
import { Decimal } from '../scalars/decimal';
import { LocalDate } from '../scalars/local-date';
import { YearMonth } from '../scalars/year-month';
import { StatusDifference } from './status-difference';
import { SemanticNonNull } from '../semantic-non-null';

@InputType({ description: 'An employee of the organization leaves.' })
export class PersonLeavesInput {
  @Field(() => ID, { description: 'The employee.' })
  employeeId!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day without the person. Default: today.',
  })
  on?: Day | null;
}

@InputType({ description: 'A new person joins, described only by credentials.' })
export class PersonJoinsInput {
  @Field(() => [String], { description: 'The codes of the credentials that the person holds; at most 50.' })
  credentials!: readonly string[];

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day with the person. Default: today.',
  })
  on?: Day | null;
}

@InputType({ description: 'An employee earns a credential.' })
export class CredentialEarnedInput {
  @Field(() => ID, { description: 'The employee.' })
  employeeId!: string;

  @Field(() => String, { description: 'The code of the credential.' })
  credential!: string;

  @Field(() => LocalDate, { nullable: true, description: 'The day of earning. Default: today.' })
  on?: Day | null;
}

@InputType({ description: 'An achievement of an employee is revoked.' })
export class AchievementRevokedInput {
  @Field(() => ID, { description: 'The achievement.' })
  achievementId!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day on which the achievement no longer counts. Default: today.',
  })
  on?: Day | null;
}

@InputType({ description: 'The amount of a metric in a month, in place of the recorded amount.' })
export class SalesInput {
  @Field(() => String, { description: 'The key of the metric.' })
  metric!: string;

  @Field(() => YearMonth, { description: 'The month.' })
  month!: Month;

  @Field(() => Decimal, {
    description:
      'The amount, with at most two decimal places, within the limits of amounts that can be recorded.',
  })
  amount!: string;
}

@InputType({ description: 'The vendor closes a month.' })
export class MonthClosedInput {
  @Field(() => YearMonth, { description: 'The month.' })
  month!: Month;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day on which the month is closed. Default: today.',
  })
  on?: Day | null;
}

@InputType({ description: 'The vendor places an override.' })
export class OverridePlacedInput {
  @Field(() => String, { description: 'The key of the competency.' })
  competency!: string;

  @Field(() => OverrideEffectInput, { description: 'The effect of the override.' })
  effect!: OneFieldOf<OverrideEffectInput>;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day on which the override is in effect. Default: today.',
  })
  from?: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which the override is no longer in effect. Default: the first day plus the `overrideMonths` of the policy in force on that day.',
  })
  until?: Day | null;
}

@InputType({ description: 'An override of the organization ends.' })
export class OverrideEndsInput {
  @Field(() => ID, { description: 'The override.' })
  overrideId!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day on which the override is no longer in effect. Default: today.',
  })
  on?: Day | null;
}

@OneOf()
@InputType({ description: 'A hypothetical change. Give exactly one field.' })
export class SuppositionInput {
  @Field(() => PersonLeavesInput, { nullable: true, description: 'An employee leaves.' })
  personLeaves?: PersonLeavesInput;

  @Field(() => PersonJoinsInput, { nullable: true, description: 'A new person joins.' })
  personJoins?: PersonJoinsInput;

  @Field(() => CredentialEarnedInput, { nullable: true, description: 'An employee earns a credential.' })
  credentialEarned?: CredentialEarnedInput;

  @Field(() => AchievementRevokedInput, { nullable: true, description: 'An achievement is revoked.' })
  achievementRevoked?: AchievementRevokedInput;

  @Field(() => SalesInput, { nullable: true, description: 'A month has a different amount of sales.' })
  sales?: SalesInput;

  @Field(() => MonthClosedInput, { nullable: true, description: 'A month is closed.' })
  monthClosed?: MonthClosedInput;

  @Field(() => OverridePlacedInput, { nullable: true, description: 'An override is placed.' })
  overridePlaced?: OverridePlacedInput;

  @Field(() => OverrideEndsInput, { nullable: true, description: 'An override ends.' })
  overrideEnds?: OverrideEndsInput;
}

@Private()
@ObjectType({
  description: 'The status of an organization with and without hypothetical changes. Nothing is stored.',
})
export class WhatIf {
  @SemanticNonNull()
  @Field(() => OrganizationStatus, { nullable: true, description: 'The status without the changes.' })
  before!: OrganizationStatus | null;

  @SemanticNonNull()
  @Field(() => SupposedOrganizationStatus, { nullable: true, description: 'The status with the changes.' })
  after!: SupposedOrganizationStatus | null;

  @ListSize(4)
  @SemanticNonNull()
  @Field(() => [StatusDifference], {
    nullable: true,
    description: 'The differences between the two statuses. Empty when nothing would change.',
  })
  differences!: readonly StatusDifference[] | null;
}
