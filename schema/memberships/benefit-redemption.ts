import { Field, Int, ObjectType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { connectionOf } from '../connection';
import type { Membership } from './membership';
import { Benefit } from '../catalogue/benefit';
import { Node } from '../node';
import { DateTime } from '../scalars/date-time';
import { LocalDate } from '../scalars/local-date';

@Private()
@ObjectType({ implements: Node, description: 'The use of a quantity of a benefit by a member.' })
export class BenefitRedemption extends Node {
  @Field(() => String, { description: 'The key of the benefit.' })
  key!: string;

  @Field(() => String, { description: "The name of the benefit in today's catalogue." })
  name!: string;

  @Field(() => Benefit, {
    description:
      "The benefit in today's catalogue, or in the last version that had it. When several competencies or levels have a benefit with this key, the first one.",
  })
  benefit!: Benefit;

  // Resolved in server/resolvers/memberships/benefit-redemption.ts.
  membership!: Membership;

  @Field(() => Int, { description: 'The quantity that was used.' })
  quantity!: number;

  @Field(() => LocalDate, { description: 'The day on which the benefit was used.' })
  redeemedOn!: Day;

  @Field(() => DateTime, { description: 'The time at which the redemption was recorded.' })
  createdAt!: Date;
}

export const BenefitRedemptionConnection = connectionOf(
  'BenefitRedemption',
  () => BenefitRedemption,
  'redemptions',
);
