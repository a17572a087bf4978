import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { BenefitRedemption } from './benefit-redemption';
import { Entitlement } from './entitlement';
import { CommandInput, Payload } from '../payload';

@InputType({ description: 'A quantity of a benefit that a member uses today.' })
export class RedeemBenefitInput extends CommandInput {
  @Field(() => ID, { description: 'The organization.' })
  organizationId!: string;

  @Field(() => String, { description: 'The key of the benefit, such as `advisory-hours`.' })
  benefit!: string;

  @Field(() => Int, {
    description: 'The quantity to use: from 1 to the remaining quantity of the running term.',
  })
  quantity!: number;

  @Field(() => String, {
    nullable: true,
    description: 'An optional purpose for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@ObjectType({ description: 'The result of `redeemBenefit`.' })
export class RedeemBenefitPayload extends Payload {
  @Field(() => BenefitRedemption, {
    nullable: true,
    description: 'The redemption; null when the command was refused.',
  })
  redemption!: BenefitRedemption | null;

  @Field(() => Entitlement, {
    nullable: true,
    description:
      'The current entitlement to the benefit. Null when the command was refused, or when it is a repeat and the term has ended since.',
  })
  entitlement!: Entitlement | null;
}
