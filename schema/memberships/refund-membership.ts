import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Membership } from './membership';
import { Money } from '../money';
import { CommandInput, Payload } from '../payload';

@InputType({
  description:
    'The refund of a term. The term ends today, or never begins. A term that an upgrade has ended is not restored.',
})
export class RefundMembershipInput extends CommandInput {
  @Field(() => ID, { description: 'The term.' })
  membershipId!: string;

  @Field(() => Int, {
    description: 'The version that you last read. The command is refused when the term has changed since.',
  })
  expectedVersion!: number;

  @Field(() => String, { description: 'The reason for the audit log, at most 1,000 characters.' })
  reason!: string;
}

@ObjectType({ description: 'The result of `refundMembership`.' })
export class RefundMembershipPayload extends Payload {
  @Field(() => Membership, {
    nullable: true,
    description: 'The refunded term; null when the command was refused.',
  })
  membership!: Membership | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'The amount to pay back: the price paid for the term plus the credits applied to it. Null when the command was refused.',
  })
  paidBack!: Money | null;
}
