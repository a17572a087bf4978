import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Membership } from './membership';
import { Money } from './money';
import { CommandInput, Payload } from './payload';

@InputType({
  description:
    'A term that is given back: it ends today, or never begins. What an upgrade has ended does not come back.',
})
export class RefundMembershipInput extends CommandInput {
  @Field(() => ID, { description: 'The term.' })
  membershipId!: string;

  @Field(() => Int, { description: 'The version that you have seen.' })
  expectedVersion!: number;

  @Field(() => String, { description: 'Why, for the audit log, at most 1,000 characters.' })
  reason!: string;
}

@ObjectType({ description: 'The answer to `refundMembership`.' })
export class RefundMembershipPayload extends Payload {
  @Field(() => Membership, {
    nullable: true,
    description: 'The term; null when the command was refused.',
  })
  membership!: Membership | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'What is paid back: what was paid for the term, and what had been credited to it. Null when the command was refused.',
  })
  paidBack!: Money | null;
}
