import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Membership, MembershipKind } from './membership';
import { MoneyInput } from './money';
import { CommandInput, Payload } from './payload';

@InputType({
  description:
    'A membership to be bought today. `Organization.membershipQuote` tells what it costs and whether it may be bought.',
})
export class PurchaseMembershipInput extends CommandInput {
  @Field(() => ID, { description: 'Your organization.' })
  organizationId!: string;

  @Field(() => String, {
    description: 'The key of the offer in the catalogue, such as `gold-membership`.',
  })
  offer!: string;

  @Field(() => MembershipKind, { description: 'How the term is to begin: the `kind` of the quote.' })
  kind!: MembershipKind;

  @Field(() => MoneyInput, {
    description: 'What you expect to pay: the `total` of the quote. Nothing is bought for another one.',
  })
  expectedTotal!: MoneyInput;

  @Field(() => String, { description: 'The reference of the payment, at most 190 characters.' })
  paymentReference!: string;
}

@ObjectType({ description: 'The answer to `purchaseMembership`.' })
export class PurchaseMembershipPayload extends Payload {
  @Field(() => Membership, {
    nullable: true,
    description: 'The term; null when the command was refused.',
  })
  membership!: Membership | null;
}
