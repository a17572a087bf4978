import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Invitation } from './invitation';
import { CommandInput, Payload } from './payload';

@InputType({ description: 'An invitation that nobody can accept from now on.' })
export class RevokeInvitationInput extends CommandInput {
  @Field(() => ID, { description: 'The invitation.' })
  invitationId!: string;
}

@ObjectType({ description: 'The answer to `revokeInvitation`.' })
export class RevokeInvitationPayload extends Payload {
  @Field(() => Invitation, {
    nullable: true,
    description: 'The invitation, which has expired now; null when the command was refused.',
  })
  invitation!: Invitation | null;
}
