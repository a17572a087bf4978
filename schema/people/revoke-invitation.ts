import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Invitation } from './invitation';
import { CommandInput, Payload } from '../payload';

@InputType({ description: 'The invitation to revoke. It can no longer be accepted.' })
export class RevokeInvitationInput extends CommandInput {
  @Field(() => ID, { description: 'The invitation.' })
  invitationId!: string;
}

@ObjectType({ description: 'The result of `revokeInvitation`.' })
export class RevokeInvitationPayload extends Payload {
  @Field(() => Invitation, {
    nullable: true,
    description: 'The revoked invitation; null when the command was refused.',
  })
  invitation!: Invitation | null;
}
