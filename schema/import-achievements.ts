import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Day } from '../server/rules/vocabulary';
import { Open } from './access';
import { Achievement } from './achievement';
import { ErrorPolicy, ImportCounts, ImportedRow } from './import';
import { ListSize } from './list-size';
import { CommandInput, Payload } from './payload';
import { LocalDate } from './scalars/local-date';

@InputType({
  description: 'A credential that a person has earned. The person is named by the id or by the subject.',
})
export class ImportAchievementRow {
  @Field(() => ID, { nullable: true, description: 'The id of the person.' })
  employeeId?: string | null;

  @Field(() => String, { nullable: true, description: "The subject of the person's tokens." })
  subject?: string | null;

  @Field(() => String, { description: 'The code of the credential, such as `70-532`.' })
  credential!: string;

  @Field(() => LocalDate, { description: 'The first day on which it counts: today or earlier.' })
  earnedOn!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which it no longer counts. Absent: it ends by the validity of its credential, if that has one.',
  })
  expiresOn?: Day | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Says that it never ends, whatever the validity of its credential is.',
  })
  neverExpires!: boolean;

  @Field(() => String, {
    description:
      'Its id at the source, at most 190 characters. What is recorded under it already is not stored again.',
  })
  externalId!: string;
}

@InputType({ description: 'What a feed tells of many people.' })
export class ImportAchievementsInput extends CommandInput {
  @Field(() => String, {
    description: "Who tells it, such as the name of a testing centre's feed; at most 60 characters.",
  })
  source!: string;

  @Field(() => ErrorPolicy, {
    defaultValue: ErrorPolicy.REJECT_ALL,
    description: 'What is done when some rows are refused.',
  })
  errorPolicy!: ErrorPolicy;

  @Field(() => [ImportAchievementRow], { description: 'The achievements: 1 to 500.' })
  rows!: readonly ImportAchievementRow[];

  @Field(() => String, {
    nullable: true,
    description: 'Why, for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@Open()
@ObjectType({ description: 'What became of one row of `importAchievements`.' })
export class ImportedAchievement extends ImportedRow {
  @Field(() => Achievement, {
    nullable: true,
    description: 'The achievement; null when the row was refused.',
  })
  achievement!: Achievement | null;
}

@ObjectType({ description: 'The answer to `importAchievements`.' })
export class ImportAchievementsPayload extends Payload {
  @ListSize(500)
  @Field(() => [ImportedAchievement], {
    nullable: true,
    description: 'What became of each row, in the order of the rows; null when the command was refused.',
  })
  rows!: readonly ImportedAchievement[] | null;

  @Field(() => ImportCounts, {
    nullable: true,
    description: 'How many rows became what; null when the command was refused.',
  })
  counts!: ImportCounts | null;
}
