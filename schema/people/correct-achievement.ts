import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { Achievement } from './achievement';
import { ExpiryInput } from './achievement-expiry';
import type { OneFieldOf } from '../one-of';
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

  @Field(() => String, {
    nullable: true,
    description: 'The code of the credential that was earned. It cannot be null.',
  })
  credential?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day on which the credential was earned: today or earlier. It cannot be null.',
  })
  earnedOn?: Day | null;

  @Field(() => ExpiryInput, { nullable: true, description: 'The expiry. It cannot be null.' })
  expiry?: OneFieldOf<ExpiryInput> | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which the achievement is revoked: no earlier than the day on which it was earned, and today at the latest. Null when the achievement was not revoked after all.',
  })
  revokedOn?: Day | null;

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
