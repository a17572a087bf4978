import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { AffiliationRole } from './affiliation';
import { Invitation } from './invitation';
import { CommandInput, Payload } from '../payload';

@InputType({ description: 'An invitation to join an organization, for one person and one use.' })
export class InviteEmployeeInput extends CommandInput {
  @Field(() => ID, { description: 'The organization to join.' })
  organizationId!: string;

  @Field(() => String, {
    description:
      'The invited person, in your own words, at most 200 characters. The identity of the person who accepts is not checked.',
  })
  name!: string;

  @Field(() => AffiliationRole, {
    defaultValue: AffiliationRole.MEMBER,
    description: 'The role that the person gets.',
  })
  role!: AffiliationRole;

  @Field(() => Int, {
    defaultValue: 168,
    description: 'The number of hours for which the invitation can be accepted: 1 to 720. Default: one week.',
  })
  validHours!: number;
}

@ObjectType({ description: 'The result of `inviteEmployee`.' })
export class InviteEmployeePayload extends Payload {
  @Field(() => Invitation, {
    nullable: true,
    description: 'The invitation; null when the command was refused.',
  })
  invitation!: Invitation | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The token to send to the person, who passes it to `associate`. Anyone who has the token can join. It is returned only once: null when the command was refused, and in the response to a repeat.',
  })
  token!: string | null;
}
