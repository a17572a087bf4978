import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName } from '../../server/rules/vocabulary';
import { Level } from '../catalogue/level';
import { Membership, MembershipKind } from './membership';
import { MoneyInput } from '../money';
import { CommandInput, Payload } from '../payload';
import { LocalDate } from '../scalars/local-date';

@InputType({
  description:
    'A membership term that was bought elsewhere, to be taken over from an existing programme. Nothing is charged, and eligibility is not checked.',
})
export class RecordMembershipInput extends CommandInput {
  @Field(() => ID, { description: 'The organization.' })
  organizationId!: string;

  @Field(() => Level, { description: 'The level of the term.' })
  level!: LevelName;

  @Field(() => LocalDate, { description: 'The first day of the term.' })
  from!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day after the term. When it equals `from`, the term never runs. Default: `from` plus the `termMonths` of the policy in force on the day of the purchase, or earlier if the term was refunded.',
  })
  until?: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The day of the purchase: today or earlier, and no later than `from`. For a renewal, it may also lie in the grace period after `from`. Default: `from`.',
  })
  purchasedOn?: Day | null;

  @Field(() => MembershipKind, { description: 'The way in which the term began.' })
  kind!: MembershipKind;

  @Field(() => MoneyInput, { description: 'The amount paid.' })
  price!: MoneyInput;

  @Field(() => String, { description: 'The reference of the payment, at most 190 characters.' })
  paymentReference!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day on which the term was refunded, which ended it. Default: not refunded.',
  })
  refundedOn?: Day | null;

  @Field(() => String, {
    nullable: true,
    description: 'An optional reason for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@ObjectType({ description: 'The result of `recordMembership`.' })
export class RecordMembershipPayload extends Payload {
  @Field(() => Membership, {
    nullable: true,
    description: 'The term; null when the command was refused.',
  })
  membership!: Membership | null;
}
