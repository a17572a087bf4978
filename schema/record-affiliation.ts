import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Day } from '../server/rules/vocabulary';
import { Affiliation, AffiliationRole } from './affiliation';
import { CommandInput, Payload } from './payload';
import { LocalDate } from './scalars/local-date';

@InputType({
  description:
    'Days on which a person belonged to an organization, taken over from elsewhere. The limits of the programme do not apply to it, but its start counts for them.',
})
export class RecordAffiliationInput extends CommandInput {
  @Field(() => ID, { description: 'The person.' })
  employeeId!: string;

  @Field(() => ID, { description: 'The organization.' })
  organizationId!: string;

  @Field(() => AffiliationRole, { defaultValue: AffiliationRole.MEMBER, description: 'As what.' })
  role!: AffiliationRole;

  @Field(() => LocalDate, { description: 'The first day: today or earlier.' })
  from!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day that no longer belongs to it; absent while no end is known.',
  })
  until?: Day | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why, for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@ObjectType({ description: 'The answer to `recordAffiliation`.' })
export class RecordAffiliationPayload extends Payload {
  @Field(() => Affiliation, {
    nullable: true,
    description: 'The affiliation; null when the command was refused.',
  })
  affiliation!: Affiliation | null;
}
