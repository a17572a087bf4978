import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { AffiliationRole } from './affiliation';
import { Invitation } from './invitation';
import { CommandInput, Payload } from './payload';

@InputType({ description: 'An invitation to join an organization, for one person and one use.' })
export class InviteEmployeeInput extends CommandInput {
  @Field(() => ID, { description: 'The organization that the person is to join.' })
  organizationId!: string;

  @Field(() => String, {
    description:
      'Whom it is for, in your own words, at most 200 characters. It is not checked who accepts it.',
  })
  name!: string;

  @Field(() => AffiliationRole, { defaultValue: AffiliationRole.MEMBER, description: 'As what.' })
  role!: AffiliationRole;

  @Field(() => Int, {
    defaultValue: 168,
    description: 'For how many hours it can be accepted: 1 to 720. A week when absent.',
  })
  validHours!: number;
}

@ObjectType({ description: 'The answer to `inviteEmployee`.' })
export class InviteEmployeePayload extends Payload {
  @Field(() => Invitation, {
    nullable: true,
    description: 'The invitation; null when the command was refused.',
  })
  invitation!: Invitation | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The token to send to the person, who names it in `associate`. Whoever has it can join. It is shown this once: null when the command was refused, and in the answer to a repeat.',
  })
  token!: string | null;
}
