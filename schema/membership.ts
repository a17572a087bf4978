import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Day, Level as LevelName } from '../server/rules/vocabulary';
import { Allow, ORGANIZATION_ADMINS, Private } from './access';
import { connectionOf } from './connection';
import { Level } from './level';
import { Money } from './money';
import { Node } from './node';
import { LocalDate } from './scalars/local-date';

export const MembershipKind = { NEW: 'NEW', RENEWAL: 'RENEWAL', UPGRADE: 'UPGRADE' } as const;
export type MembershipKind = keyof typeof MembershipKind;

registerEnumType(MembershipKind, {
  name: 'MembershipKind',
  description: 'How a term of membership began.',
  valuesConfig: {
    NEW: { description: 'On the day of its purchase.' },
    RENEWAL: { description: 'At the end of the term before it.' },
    UPGRADE: { description: 'On the day of its purchase, and ended a term at a lower level.' },
  },
});

@Private()
@ObjectType({
  implements: Node,
  description:
    "One term of an organization's membership. It runs to its end whatever happens to the proof. Terms never overlap.",
})
export class Membership extends Node {
  @Field(() => Level, { description: 'Its level.' })
  level!: LevelName;

  @Field(() => LocalDate, { description: 'The first day of the term.' })
  startsOn!: Day;

  @Field(() => LocalDate, {
    description:
      'The first day that no longer belongs to the term. When it is the first day, the term never runs.',
  })
  endsOn!: Day;

  @Field(() => LocalDate, { description: 'The day of the purchase.' })
  purchasedOn!: Day;

  @Field(() => MembershipKind, { description: 'How it began.' })
  kind!: MembershipKind;

  @Allow(ORGANIZATION_ADMINS)
  @Field(() => Money, {
    description: 'What was paid; less than nothing where more was credited to it than it cost.',
  })
  pricePaid!: Money;

  @Allow(ORGANIZATION_ADMINS)
  @Field(() => String, { description: 'The reference of the payment.' })
  paymentReference!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day on which it was refunded; null when it was not.',
  })
  refundedOn!: Day | null;

  @Field(() => Int, { description: 'Counts its changes, for the `expectedVersion` of an update.' })
  version!: number;

  // Its credits are resolved in server/resolvers/membership.ts.
}

export const MembershipConnection = connectionOf('Membership', () => Membership, 'memberships');
