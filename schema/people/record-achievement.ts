import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { Achievement } from './achievement';
import { ExpiryInput } from './achievement-expiry';
import type { OneFieldOf } from '../one-of';
import { CommandInput, Payload } from '../payload';
import { LocalDate } from '../scalars/local-date';

@InputType({ description: 'A credential that a person has earned.' })
export class RecordAchievementInput extends CommandInput {
  @Field(() => ID, { description: 'The person.' })
  employeeId!: string;

  @Field(() => String, { description: 'The code of the credential, such as `70-532`.' })
  credential!: string;

  @Field(() => LocalDate, { description: 'The first day on which the achievement counts: today or earlier.' })
  earnedOn!: Day;

  @Field(() => ExpiryInput, {
    nullable: true,
    description: 'The expiry. Default: the rule BY_VALIDITY.',
  })
  expiry?: OneFieldOf<ExpiryInput> | null;

  @Field(() => String, {
    defaultValue: 'agent',
    description:
      "The source of the record, such as the name of a testing centre's feed; at most 60 characters.",
  })
  source!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The id of the record at its source, at most 190 characters. The same record of a source is stored only once; recording it again changes nothing. Default: no id.',
  })
  externalId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'An optional reason for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@ObjectType({ description: 'The result of `recordAchievement`.' })
export class RecordAchievementPayload extends Payload {
  @Field(() => Achievement, {
    nullable: true,
    description: 'The achievement; null when the command was refused.',
  })
  achievement!: Achievement | null;
}
