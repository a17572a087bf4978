import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Affiliation, AffiliationRole } from './affiliation';
import { CommandInput, Payload } from '../payload';

@InputType({ description: 'A new role for a person in an organization.' })
export class ChangeAffiliationRoleInput extends CommandInput {
  @Field(() => ID, { description: 'The affiliation, which must not have ended.' })
  affiliationId!: string;

  @Field(() => Int, {
    description:
      'The version that you last read. The command is refused when the affiliation has changed since.',
  })
  expectedVersion!: number;

  @Field(() => AffiliationRole, { description: 'The new role.' })
  role!: AffiliationRole;

  @Field(() => String, {
    nullable: true,
    description: 'An optional reason for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@ObjectType({ description: 'The result of `changeAffiliationRole`.' })
export class ChangeAffiliationRolePayload extends Payload {
  @Field(() => Affiliation, {
    nullable: true,
    description: 'The affiliation; null when the command was refused.',
  })
  affiliation!: Affiliation | null;
}
