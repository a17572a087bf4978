import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Membership, MembershipKind } from './membership';
import { MoneyInput } from '../money';
import { CommandInput, Payload } from '../payload';

@InputType({
  description:
    'A membership to buy today. `Organization.membershipQuote` returns its price and whether it may be bought.',
})
export class PurchaseMembershipInput extends CommandInput {
  @Field(() => ID, { description: 'Your organization.' })
  organizationId!: string;

  @Field(() => String, {
    description: 'The key of the offer in the catalogue, such as `gold-membership`.',
  })
  offer!: string;

  @Field(() => MembershipKind, { description: 'The kind of the purchase: the `kind` of the quote.' })
  kind!: MembershipKind;

  @Field(() => MoneyInput, {
    description:
      'The amount that you expect to pay: the `total` of the quote. The command is refused when the actual total differs.',
  })
  expectedTotal!: MoneyInput;

  @Field(() => String, { description: 'The reference of the payment, at most 190 characters.' })
  paymentReference!: string;
}

@ObjectType({ description: 'The result of `purchaseMembership`.' })
export class PurchaseMembershipPayload extends Payload {
  @Field(() => Membership, {
    nullable: true,
    description: 'The purchased term; null when the command was refused.',
  })
  membership!: Membership | null;
}
