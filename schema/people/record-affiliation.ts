import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { Affiliation, AffiliationRole } from './affiliation';
import { CommandInput, Payload } from '../payload';
import { LocalDate } from '../scalars/local-date';

@InputType({
  description:
    'An affiliation that is taken over from another system. The limits of the policy do not apply to it, but its start counts towards them.',
})
export class RecordAffiliationInput extends CommandInput {
  @Field(() => ID, { description: 'The person.' })
  employeeId!: string;

  @Field(() => ID, { description: 'The organization.' })
  organizationId!: string;

  @Field(() => AffiliationRole, {
    defaultValue: AffiliationRole.MEMBER,
    description: 'The role of the person in the organization.',
  })
  role!: AffiliationRole;

  @Field(() => LocalDate, { description: 'The first day of the affiliation: today or earlier.' })
  from!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day after the affiliation. Default: no known end.',
  })
  until?: Day | null;

  @Field(() => String, {
    nullable: true,
    description: 'An optional reason for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@ObjectType({ description: 'The result of `recordAffiliation`.' })
export class RecordAffiliationPayload extends Payload {
  @Field(() => Affiliation, {
    nullable: true,
    description: 'The affiliation; null when the command was refused.',
  })
  affiliation!: Affiliation | null;
}
