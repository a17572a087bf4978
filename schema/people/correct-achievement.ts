import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { Achievement } from './achievement';
import { CommandInput, Payload } from '../payload';
import { LocalDate } from '../scalars/local-date';

@InputType({
  description:
    'Corrections to a recorded achievement. Omitted fields keep their values. A correction applies to all days, so past statuses change as well.',
})
export class CorrectAchievementInput extends CommandInput {
  @Field(() => ID, { description: 'The achievement.' })
  achievementId!: string;

  @Field(() => Int, {
    description:
      'The version that you last read. The command is refused when the achievement has changed since.',
  })
  expectedVersion!: number;

  @Field(() => String, { nullable: true, description: 'The code of the credential that was earned.' })
  credential?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day on which the credential was earned: today or earlier.',
  })
  earnedOn?: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day on which the achievement expires: the first day on which it no longer counts.',
  })
  expiresOn?: Day | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Set to true when the achievement never expires.',
  })
  neverExpires!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Set to true when the achievement expires by the validity of its credential, if the credential has one.',
  })
  expiresByValidity!: boolean;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which the achievement is revoked: no earlier than the day on which it was earned, and today at the latest.',
  })
  revokedOn?: Day | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Set to true when the achievement was not revoked after all.',
  })
  neverRevoked!: boolean;

  @Field(() => String, { description: 'The reason for the audit log, at most 1,000 characters.' })
  reason!: string;
}

@ObjectType({ description: 'The result of `correctAchievement`.' })
export class CorrectAchievementPayload extends Payload {
  @Field(() => Achievement, {
    nullable: true,
    description: 'The achievement; null when the command was refused.',
  })
  achievement!: Achievement | null;
}
