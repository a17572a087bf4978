import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Day, Level as LevelName } from '../../server/rules/vocabulary';
import { Allow, ORGANIZATION_ADMINS, Private } from '../access';
import { connectionOf } from '../connection';
import { Level } from '../catalogue/level';
import { Money } from '../money';
import { Node } from '../node';
import { LocalDate } from '../scalars/local-date';
import { SemanticNonNull } from '../semantic-non-null';

export const MembershipKind = { NEW: 'NEW', RENEWAL: 'RENEWAL', UPGRADE: 'UPGRADE' } as const;
export type MembershipKind = keyof typeof MembershipKind;

registerEnumType(MembershipKind, {
  name: 'MembershipKind',
  description: 'The way in which a membership term began.',
  valuesConfig: {
    NEW: { description: 'On the day of the purchase.' },
    RENEWAL: { description: 'At the end of the previous term.' },
    UPGRADE: { description: 'On the day of the purchase, which ended a term at a lower level.' },
  },
});

@Private()
@ObjectType({
  implements: Node,
  description:
    "One term of an organization's membership. A term runs to its end even when the organization no longer attains its competencies. Terms never overlap.",
})
export class Membership extends Node {
  @Field(() => Level, { description: 'The level of the membership.' })
  level!: LevelName;

  @Field(() => LocalDate, { description: 'The first day of the term.' })
  from!: Day;

  @Field(() => LocalDate, {
    description: 'The first day after the term. When it equals `from`, the term never runs.',
  })
  until!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day of the term. Null when the term never runs.',
  })
  lastDay!: Day | null;

  @Field(() => LocalDate, { description: 'The day of the purchase.' })
  purchasedOn!: Day;

  @Field(() => MembershipKind, { description: 'The way in which the term began.' })
  kind!: MembershipKind;

  @Allow(ORGANIZATION_ADMINS)
  @SemanticNonNull()
  @Field(() => Money, {
    nullable: true,
    description: 'The amount paid; negative when the credits exceeded the price.',
  })
  pricePaid!: Money;

  @Allow(ORGANIZATION_ADMINS)
  @SemanticNonNull()
  @Field(() => String, { nullable: true, description: 'The reference of the payment.' })
  paymentReference!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day on which the term was refunded. Null when it was not refunded.',
  })
  refundedOn!: Day | null;

  @Field(() => Int, {
    description:
      'The current version, incremented by every change. Pass it as `expectedVersion` to a refund.',
  })
  version!: number;
}

export const MembershipConnection = connectionOf('Membership', () => Membership, 'memberships');
