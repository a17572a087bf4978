import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Day } from '../server/rules/vocabulary';
import { Affiliation } from './affiliation';
import { CommandInput, Payload } from './payload';
import { LocalDate } from './scalars/local-date';

@InputType({ description: 'The end of the days on which a person belongs to an organization.' })
export class EndAffiliationInput extends CommandInput {
  @Field(() => ID, { description: 'The affiliation.' })
  affiliationId!: string;

  @Field(() => Int, { description: 'The version that you have seen.' })
  expectedVersion!: number;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which the person no longer belongs to the organization: today when absent, or a later day, but before an end that is known already. To correct a wrong end, an agent of the vendor may name any day from the first one of the affiliation on.',
  })
  on?: Day | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why, for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@ObjectType({ description: 'The answer to `endAffiliation`.' })
export class EndAffiliationPayload extends Payload {
  @Field(() => Affiliation, {
    nullable: true,
    description:
      'The affiliation; null when the command was refused, or is repeated by somebody who may no longer see it.',
  })
  affiliation!: Affiliation | null;
}
