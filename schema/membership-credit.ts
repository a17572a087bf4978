import { Field, ObjectType } from 'type-graphql';
import { Private } from './access';
import type { Membership } from './membership';
import { Money } from './money';

@Private()
@ObjectType({
  description: 'What was paid for a term that an upgrade makes empty before it begins, taken off its price.',
})
export class MembershipCredit {
  @Field(() => Money, { description: 'What was paid for it.' })
  amount!: Money;

  // Resolved in server/resolvers/membership.ts.
  membership!: Membership;
}
