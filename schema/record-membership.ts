import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName } from '../server/rules/vocabulary';
import { Level } from './level';
import { Membership, MembershipKind } from './membership';
import { MoneyInput } from './money';
import { CommandInput, Payload } from './payload';
import { LocalDate } from './scalars/local-date';

@InputType({
  description:
    'A term of membership that was bought elsewhere, for taking over a running programme. Nothing is charged, and no eligibility is asked for.',
})
export class RecordMembershipInput extends CommandInput {
  @Field(() => ID, { description: 'The organization.' })
  organizationId!: string;

  @Field(() => Level, { description: 'The level of the term.' })
  level!: LevelName;

  @Field(() => LocalDate, { description: 'The first day of the term.' })
  startsOn!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day that no longer belongs to the term; when it is the first day, the term never runs. Absent: as many months later as the policy of the day of the purchase says, or earlier with the refund.',
  })
  endsOn?: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The day of the purchase: today or earlier, and the first day of the term or earlier; of a renewal also within the days of grace after that. Absent: the first day of the term.',
  })
  purchasedOn?: Day | null;

  @Field(() => MembershipKind, { description: 'How it began.' })
  kind!: MembershipKind;

  @Field(() => MoneyInput, { description: 'What was paid.' })
  price!: MoneyInput;

  @Field(() => String, { description: 'The reference of the payment, at most 190 characters.' })
  paymentReference!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day on which it was refunded, which ended it; absent when it was not.',
  })
  refundedOn?: Day | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why, for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@ObjectType({ description: 'The answer to `recordMembership`.' })
export class RecordMembershipPayload extends Payload {
  @Field(() => Membership, {
    nullable: true,
    description: 'The term; null when the command was refused.',
  })
  membership!: Membership | null;
}
