import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { Affiliation } from './affiliation';
import { CommandInput, Payload } from '../payload';
import { LocalDate } from '../scalars/local-date';

@InputType({ description: 'The end of an affiliation.' })
export class EndAffiliationInput extends CommandInput {
  @Field(() => ID, { description: 'The affiliation.' })
  affiliationId!: string;

  @Field(() => Int, {
    description:
      'The version that you last read. The command is refused when the affiliation has changed since.',
  })
  expectedVersion!: number;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day after the affiliation: today or a later day, but before any end that is already recorded. To correct a wrong end, an agent of the vendor may choose any day from the first day of the affiliation. Default: today.',
  })
  on?: Day | null;

  @Field(() => String, {
    nullable: true,
    description: 'An optional reason for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@ObjectType({ description: 'The result of `endAffiliation`.' })
export class EndAffiliationPayload extends Payload {
  @Field(() => Affiliation, {
    nullable: true,
    description:
      'The affiliation. Null when the command was refused, or is repeated by a person who may no longer see the affiliation.',
  })
  affiliation!: Affiliation | null;
}
