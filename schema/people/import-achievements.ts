import { Field, InputType, ObjectType } from 'type-graphql';
import { Open } from '../access';
import { Achievement } from './achievement';
import { ImportExpiryInput } from './achievement-expiry';
import { EmployeeReference } from './employee-reference';
import { ErrorPolicy, ImportCounts, ImportedRow } from '../import';
import { ListSize } from '../list-size';
import type { OneFieldOf } from '../one-of';
import { CommandInput, Payload } from '../payload';

@InputType({ description: 'A credential that a person has earned.' })
export class ImportAchievementRow {
  @Field(() => EmployeeReference, { description: 'The person. An unknown person refuses only this row.' })
  employee!: OneFieldOf<EmployeeReference>;

  @Field(() => String, { description: 'The code of the credential, such as `70-532`.' })
  credential!: string;

  @Field(() => String, {
    description:
      'The first day on which the achievement counts, written as `YYYY-MM-DD`: today or earlier. Any other text refuses only this row.',
  })
  earnedOn!: string;

  @Field(() => ImportExpiryInput, {
    nullable: true,
    description: 'The expiry. Default: the rule BY_VALIDITY.',
  })
  expiry?: OneFieldOf<ImportExpiryInput> | null;

  @Field(() => String, {
    description:
      'The id of the record at its source, at most 190 characters. A record that is already stored under this id is not stored again.',
  })
  externalId!: string;
}

@InputType({ description: 'Achievements of many people from one feed.' })
export class ImportAchievementsInput extends CommandInput {
  @Field(() => String, {
    description:
      "The source of the records, such as the name of a testing centre's feed; at most 60 characters.",
  })
  source!: string;

  @Field(() => ErrorPolicy, {
    defaultValue: ErrorPolicy.REJECT_ALL,
    description: 'The handling of refused rows.',
  })
  errorPolicy!: ErrorPolicy;

  @Field(() => [ImportAchievementRow], { description: 'The achievements: 1 to 500.' })
  rows!: readonly ImportAchievementRow[];

  @Field(() => String, {
    nullable: true,
    description: 'An optional reason for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@Open()
@ObjectType({ description: 'The result of one row of `importAchievements`.' })
export class ImportedAchievement extends ImportedRow {
  @Field(() => Achievement, {
    nullable: true,
    description: 'The achievement; null when the row was refused.',
  })
  achievement!: Achievement | null;
}

@ObjectType({ description: 'The result of `importAchievements`.' })
export class ImportAchievementsPayload extends Payload {
  @ListSize(500)
  @Field(() => [ImportedAchievement], {
    nullable: true,
    description: 'The result of each row, in the order of the input; null when the command was refused.',
  })
  rows!: readonly ImportedAchievement[] | null;

  @Field(() => ImportCounts, {
    nullable: true,
    description: 'The number of rows by outcome; null when the command was refused.',
  })
  counts!: ImportCounts | null;
}
