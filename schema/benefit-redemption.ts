import { Field, Int, ObjectType } from 'type-graphql';
import type { Day } from '../server/rules/vocabulary';
import { Private } from './access';
import { connectionOf } from './connection';
import type { Membership } from './membership';
import { Node } from './node';
import { DateTime } from './scalars/date-time';
import { LocalDate } from './scalars/local-date';

@Private()
@ObjectType({ implements: Node, description: 'A member has used some of a benefit.' })
export class BenefitRedemption extends Node {
  @Field(() => String, { description: 'The key of the benefit.' })
  key!: string;

  @Field(() => String, { description: 'Its name, as the catalogue has it today.' })
  name!: string;

  // Resolved in server/resolvers/benefit.ts.
  membership!: Membership;

  @Field(() => Int, { description: 'How many were used.' })
  quantity!: number;

  @Field(() => LocalDate, { description: 'The day on which they were used.' })
  redeemedOn!: Day;

  @Field(() => DateTime, { description: 'When it was written down.' })
  redeemedAt!: Date;
}

export const BenefitRedemptionConnection = connectionOf(
  'BenefitRedemption',
  () => BenefitRedemption,
  'redemptions',
);
