import { Field, ObjectType } from 'type-graphql';
import { Private } from '../access';
import type { Membership } from './membership';
import { Money } from '../money';

@Private()
@ObjectType({
  description:
    'A deduction from the price of an upgrade: the amount already paid for a term that will not begin because of the upgrade.',
})
export class MembershipCredit {
  @Field(() => Money, { description: 'The amount that was paid for the term.' })
  amount!: Money;

  // Resolved in server/resolvers/memberships/membership.ts.
  membership!: Membership;
}
