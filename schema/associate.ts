import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Affiliation } from './affiliation';
import { CommandInput, Payload } from './payload';

@InputType({
  description:
    'The organization that you belong to from today on: either the one that invites you, or one of your own choice.',
})
export class AssociateInput extends CommandInput {
  @Field(() => String, {
    nullable: true,
    description: 'The token of an invitation, which says to which organization and as what.',
  })
  invitationToken?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The organization, of which you become a member by your own wish.',
  })
  organizationId?: string | null;
}

@ObjectType({ description: 'The answer to `associate`.' })
export class AssociatePayload extends Payload {
  @Field(() => Affiliation, {
    nullable: true,
    description: 'The affiliation that begins today; null when the command was refused.',
  })
  affiliation!: Affiliation | null;

  @Field(() => Affiliation, {
    nullable: true,
    description: 'The affiliation that ends today in its favour; null when there was none.',
  })
  ended!: Affiliation | null;
}
