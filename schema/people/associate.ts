import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Affiliation } from './affiliation';
import { OneOf, type OneFieldOf } from '../one-of';
import { CommandInput, Payload } from '../payload';

@OneOf()
@InputType({ description: 'The way into an organization. Give exactly one field.' })
export class AssociationTarget {
  @Field(() => String, {
    nullable: true,
    description: 'The token of an invitation, which determines the organization and your role.',
  })
  invitationToken?: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The id of the organization that you join as a member, without an invitation.',
  })
  organizationId?: string;
}

@InputType({ description: 'The organization that you join today.' })
export class AssociateInput extends CommandInput {
  @Field(() => AssociationTarget, { description: 'An invitation or an organization.' })
  target!: OneFieldOf<AssociationTarget>;
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
