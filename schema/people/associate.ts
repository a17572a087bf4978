import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Affiliation } from './affiliation';
import { CommandInput, Payload } from '../payload';

@InputType({
  description:
    'The organization that you join today. Give either an invitation token or the id of an organization.',
})
export class AssociateInput extends CommandInput {
  @Field(() => String, {
    nullable: true,
    description: 'The token of an invitation, which determines the organization and your role.',
  })
  invitationToken?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The organization that you join as a member, without an invitation.',
  })
  organizationId?: string | null;
}

@ObjectType({ description: 'The result of `associate`.' })
export class AssociatePayload extends Payload {
  @Field(() => Affiliation, {
    nullable: true,
    description: 'The affiliation that begins today; null when the command was refused.',
  })
  affiliation!: Affiliation | null;

  @Field(() => Affiliation, {
    nullable: true,
    description: 'The previous affiliation, which ends today. Null when there was none.',
  })
  ended!: Affiliation | null;
}
