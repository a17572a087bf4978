import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Day } from '../server/rules/vocabulary';
import { Achievement } from './achievement';
import { CommandInput, Payload } from './payload';
import { LocalDate } from './scalars/local-date';

@InputType({
  description:
    'What was recorded wrongly of an achievement; what is absent stays as it is. A correction rewrites every day: statuses of the past change with it.',
})
export class CorrectAchievementInput extends CommandInput {
  @Field(() => ID, { description: 'The achievement.' })
  achievementId!: string;

  @Field(() => Int, { description: 'The version that you have seen.' })
  expectedVersion!: number;

  @Field(() => String, { nullable: true, description: 'The code of the credential that was earned.' })
  credential?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day on which it was earned: today or earlier.',
  })
  earnedOn?: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day on which it no longer counts because its time is over.',
  })
  expiresOn?: Day | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Says that it never ends by itself.' })
  neverExpires!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Says that it ends by the validity of its credential, if that has one.',
  })
  expiresByValidity!: boolean;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day from which it is taken back: from the day on which it was earned to today.',
  })
  revokedOn?: Day | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Says that it was not taken back after all.' })
  neverRevoked!: boolean;

  @Field(() => String, { description: 'Why, for the audit log, at most 1,000 characters.' })
  reason!: string;
}

@ObjectType({ description: 'The answer to `correctAchievement`.' })
export class CorrectAchievementPayload extends Payload {
  @Field(() => Achievement, {
    nullable: true,
    description: 'The achievement; null when the command was refused.',
  })
  achievement!: Achievement | null;
}
