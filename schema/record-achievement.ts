import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Day } from '../server/rules/vocabulary';
import { Achievement } from './achievement';
import { CommandInput, Payload } from './payload';
import { LocalDate } from './scalars/local-date';

@InputType({ description: 'A credential that a person has earned.' })
export class RecordAchievementInput extends CommandInput {
  @Field(() => ID, { description: 'The person.' })
  employeeId!: string;

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
    defaultValue: 'agent',
    description: "Who tells it, such as the name of a testing centre's feed; at most 60 characters.",
  })
  source!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Its id at the source, at most 190 characters. The same record of the same source is stored once: telling it again changes nothing.',
  })
  externalId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why, for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@ObjectType({ description: 'The answer to `recordAchievement`.' })
export class RecordAchievementPayload extends Payload {
  @Field(() => Achievement, {
    nullable: true,
    description: 'The achievement; null when the command was refused.',
  })
  achievement!: Achievement | null;
}
