import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type {
  Day,
  Level as LevelName,
  Month,
  OverrideEffect as EffectName,
} from '../server/rules/vocabulary';
import { Private } from './access';
import { Level } from './level';
import { ListSize } from './list-size';
import { OrganizationStatus } from './organization-status';
import { OverrideEffect } from './override';
import { Decimal } from './scalars/decimal';
import { LocalDate } from './scalars/local-date';
import { YearMonth } from './scalars/year-month';
import { StatusDifference } from './status-change';

@InputType({ description: 'An employee of the organization leaves.' })
export class PersonLeavesInput {
  @Field(() => ID, { description: 'The employee.' })
  employeeId!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day without the person; today when absent.',
  })
  on?: Day | null;
}

@InputType({ description: 'Somebody joins: known by nothing but credentials.' })
export class PersonJoinsInput {
  @Field(() => [String], { description: 'The codes of the credentials that the person holds; at most 50.' })
  credentials!: readonly string[];

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day with the person; today when absent.',
  })
  on?: Day | null;
}

@InputType({ description: 'An employee earns a credential.' })
export class CredentialEarnedInput {
  @Field(() => ID, { description: 'The employee.' })
  employeeId!: string;

  @Field(() => String, { description: 'The code of the credential.' })
  credential!: string;

  @Field(() => LocalDate, { nullable: true, description: 'The day; today when absent.' })
  on?: Day | null;
}

@InputType({ description: 'An achievement of an employee is revoked.' })
export class AchievementRevokedInput {
  @Field(() => ID, { description: 'The achievement.' })
  achievementId!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day on which it no longer counts; today when absent.',
  })
  on?: Day | null;
}

@InputType({ description: 'A month brings these sales, instead of what is recorded for it.' })
export class SalesInput {
  @Field(() => String, { description: 'The key of the metric.' })
  metric!: string;

  @Field(() => YearMonth, { description: 'The month.' })
  month!: Month;

  @Field(() => Decimal, { description: 'How much: an amount that could be recorded.' })
  amount!: number;
}

@InputType({ description: 'The vendor closes a month.' })
export class MonthClosedInput {
  @Field(() => YearMonth, { description: 'The month.' })
  month!: Month;

  @Field(() => LocalDate, { nullable: true, description: 'On which day; today when absent.' })
  on?: Day | null;
}

@InputType({ description: 'The vendor places an override.' })
export class OverridePlacedInput {
  @Field(() => String, { description: 'The key of the competency.' })
  competency!: string;

  @Field(() => OverrideEffect, { description: 'What it does.' })
  effect!: EffectName;

  @Field(() => Level, { nullable: true, description: 'The level of a GRANT.' })
  level?: LevelName | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day on which it acts; today when absent.',
  })
  from?: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: "The first day on which it no longer acts; by the programme's policy when absent.",
  })
  until?: Day | null;
}

@InputType({ description: 'An override of the organization ends.' })
export class OverrideEndsInput {
  @Field(() => ID, { description: 'The override.' })
  overrideId!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day on which it no longer acts; today when absent.',
  })
  on?: Day | null;
}

/** Exactly one of its fields is given: build-schema.ts makes it a `@oneOf`. */
@InputType({ description: 'Something that might happen: name exactly one.' })
export class SuppositionInput {
  @Field(() => PersonLeavesInput, { nullable: true, description: 'An employee leaves.' })
  personLeaves?: PersonLeavesInput;

  @Field(() => PersonJoinsInput, { nullable: true, description: 'Somebody joins.' })
  personJoins?: PersonJoinsInput;

  @Field(() => CredentialEarnedInput, { nullable: true, description: 'An employee earns a credential.' })
  credentialEarned?: CredentialEarnedInput;

  @Field(() => AchievementRevokedInput, { nullable: true, description: 'An achievement is revoked.' })
  achievementRevoked?: AchievementRevokedInput;

  @Field(() => SalesInput, { nullable: true, description: 'A month brings other sales.' })
  sales?: SalesInput;

  @Field(() => MonthClosedInput, { nullable: true, description: 'A month is closed.' })
  monthClosed?: MonthClosedInput;

  @Field(() => OverridePlacedInput, { nullable: true, description: 'An override is placed.' })
  overridePlaced?: OverridePlacedInput;

  @Field(() => OverrideEndsInput, { nullable: true, description: 'An override ends.' })
  overrideEnds?: OverrideEndsInput;
}

@Private()
@ObjectType({ description: 'How an organization stands, and how it would stand. Nothing of it is stored.' })
export class WhatIf {
  @Field(() => OrganizationStatus, { nullable: true, description: 'As it is known.' })
  before!: OrganizationStatus | null;

  @Field(() => OrganizationStatus, { nullable: true, description: 'As it would be.' })
  after!: OrganizationStatus | null;

  @ListSize(4)
  @Field(() => [StatusDifference], {
    nullable: true,
    description: 'What is not the same; empty when nothing would change.',
  })
  differences!: readonly StatusDifference[] | null;
}
