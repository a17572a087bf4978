import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { Achievement } from './achievement';
import { CommandInput, Payload } from '../payload';
import { LocalDate } from '../scalars/local-date';

@InputType({ description: 'The revocation of an achievement.' })
export class RevokeAchievementInput extends CommandInput {
  @Field(() => ID, { description: 'The achievement.' })
  achievementId!: string;

  @Field(() => Int, {
    description:
      'The version that you last read. The command is refused when the achievement has changed since.',
  })
  expectedVersion!: number;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which the achievement no longer counts: no earlier than the day on which it was earned, and today at the latest. Default: today.',
  })
  on?: Day | null;

  @Field(() => String, { description: 'The reason for the audit log, at most 1,000 characters.' })
  reason!: string;
}

@ObjectType({ description: 'The result of `revokeAchievement`.' })
export class RevokeAchievementPayload extends Payload {
  @Field(() => Achievement, {
    nullable: true,
    description: 'The achievement; null when the command was refused.',
  })
  achievement!: Achievement | null;
}
