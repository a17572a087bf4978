import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Affiliation, AffiliationRole } from './affiliation';
import { CommandInput, Payload } from './payload';

@InputType({ description: 'What a person is in the organization from now on.' })
export class ChangeAffiliationRoleInput extends CommandInput {
  @Field(() => ID, { description: 'The affiliation, which has not ended.' })
  affiliationId!: string;

  @Field(() => Int, { description: 'The version that you have seen.' })
  expectedVersion!: number;

  @Field(() => AffiliationRole, { description: 'The new role.' })
  role!: AffiliationRole;

  @Field(() => String, {
    nullable: true,
    description: 'Why, for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@ObjectType({ description: 'The answer to `changeAffiliationRole`.' })
export class ChangeAffiliationRolePayload extends Payload {
  @Field(() => Affiliation, {
    nullable: true,
    description: 'The affiliation; null when the command was refused.',
  })
  affiliation!: Affiliation | null;
}
