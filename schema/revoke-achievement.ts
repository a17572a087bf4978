import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Day } from '../server/rules/vocabulary';
import { Achievement } from './achievement';
import { CommandInput, Payload } from './payload';
import { LocalDate } from './scalars/local-date';

@InputType({ description: 'An achievement that is taken back.' })
export class RevokeAchievementInput extends CommandInput {
  @Field(() => ID, { description: 'The achievement.' })
  achievementId!: string;

  @Field(() => Int, { description: 'The version that you have seen.' })
  expectedVersion!: number;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which it no longer counts: from the day on which it was earned to today; today when absent.',
  })
  on?: Day | null;

  @Field(() => String, { description: 'Why, for the audit log, at most 1,000 characters.' })
  reason!: string;
}

@ObjectType({ description: 'The answer to `revokeAchievement`.' })
export class RevokeAchievementPayload extends Payload {
  @Field(() => Achievement, {
    nullable: true,
    description: 'The achievement; null when the command was refused.',
  })
  achievement!: Achievement | null;
}
