import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Day, Level as LevelName } from '../../server/rules/vocabulary';
import type { InWords } from '../in-words';
import { Private } from '../access';
import { Competency } from '../catalogue/competency';
import { Level } from '../catalogue/level';
import { ListSize } from '../list-size';
import { MembershipKind, type Membership } from './membership';
import { MembershipCredit } from './membership-credit';
import { Money } from '../money';
import { PurchaseCheck } from './purchase-check';
import { Offer } from '../catalogue/offer';
import { LocalDate } from '../scalars/local-date';

export const DiscountReason = { UPGRADE: 'UPGRADE' } as const;
export type DiscountReason = keyof typeof DiscountReason;

registerEnumType(DiscountReason, {
  name: 'DiscountReason',
  description: 'Reason for a discount.',
  valuesConfig: { UPGRADE: { description: 'The discount on upgrades that the policy sets.' } },
});

@Private()
@ObjectType({ description: 'A discount on a list price.' })
export class Discount {
  @Field(() => DiscountReason, { description: 'The reason for the discount.' })
  reason!: DiscountReason;

  @Field(() => Int, { description: 'The discount in percent of the list price.' })
  percent!: number;

  @Field(() => Money, { description: 'The discount as an amount of money.' })
  amount!: Money;
}

@Private()
@ObjectType({ description: 'A term that an order would end earlier.' })
export class ShortenedTerm {
  @Field(() => LocalDate, { description: 'The first day of the term, which would not change.' })
  from!: Day;

  @Field(() => LocalDate, {
    description: 'The first day after the shortened term. When it equals `from`, the term never runs.',
  })
  until!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day of the shortened term. Null when the term never runs.',
  })
  lastDay!: Day | null;

  membership!: Membership;
}

@Private()
@ObjectType({ description: 'The term that would be bought, and its price.' })
export class MembershipOrder {
  @Field(() => LocalDate, { description: 'The first day of the term.' })
  from!: Day;

  @Field(() => LocalDate, { description: 'The first day after the term.' })
  until!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day of the term. Null when the calendar ends before the term begins.',
  })
  lastDay!: Day | null;

  @Field(() => Money, { description: 'The list price of the offer.' })
  listPrice!: Money;

  @ListSize(1)
  @Field(() => [Discount], { description: 'The discounts on the list price.' })
  discounts!: readonly Discount[];

  @ListSize(1)
  @Field(() => [MembershipCredit], {
    description: 'The credits for paid terms that would no longer begin, which are deducted as well.',
  })
  credits!: readonly MembershipCredit[];

  @Field(() => Money, {
    description:
      'The amount to pay: the `expectedTotal` of the purchase. Negative when the credits exceed the price.',
  })
  total!: Money;

  @ListSize(1)
  @Field(() => [ShortenedTerm], { description: 'The terms that the order would end earlier.' })
  shortens!: readonly ShortenedTerm[];
}

@Private()
@ObjectType({ description: 'A change to a displayed competency that an order would cause.' })
export class ProfileChange {
  @Field(() => Competency, { description: 'The competency.' })
  competency!: Competency;

  @Field(() => Level, {
    nullable: true,
    description:
      'The displayed level before the order takes effect. Null when the competency is not displayed.',
  })
  before!: LevelName | null;

  @Field(() => Level, {
    nullable: true,
    description: 'The displayed level afterwards. Null when the competency would not be displayed.',
  })
  after!: LevelName | null;

  @Field(() => String, { description: 'The change as a sentence for people.' })
  inWords!: InWords;
}

@Private()
@ObjectType({
  description: 'The changes to the profile that an order would cause, according to the recorded facts.',
})
export class ProfileAfterOrder {
  @Field(() => LocalDate, {
    description:
      'The day of the comparison: the first day of the term or, if that has passed, the requested day. For a term that begins later, the profile is compared with that of the day before.',
  })
  on!: Day;

  @ListSize(4)
  @Field(() => [ProfileChange], {
    description:
      'The competencies that the profile would gain, lose or display at another level. A new term displays only competencies that are attained from its first day.',
  })
  changes!: readonly ProfileChange[];
}

@Private()
@ObjectType({
  description:
    'The price of a membership on a day and all conditions for buying it. `purchaseMembership` applies the same conditions.',
})
export class MembershipQuote {
  @Field(() => LocalDate, { description: 'The day of the purchase.' })
  on!: Day;

  @Field(() => Offer, { description: 'The offer as of that day.' })
  offer!: Offer;

  @Field(() => MembershipKind, {
    nullable: true,
    description:
      'The requested kind or, if none was requested, the only possible kind. When no kind is possible, the kind that will be possible next. Null when several kinds are possible and one must be chosen.',
  })
  kind!: MembershipKind | null;

  @Field(() => [MembershipKind], {
    description: 'The kinds that the existing terms allow, whatever level is attained.',
  })
  possibleKinds!: readonly MembershipKind[];

  @Field(() => Boolean, { description: 'Whether all checks pass.' })
  mayBePurchased!: boolean;

  @ListSize(5)
  @Field(() => [PurchaseCheck], { description: 'The conditions of the purchase and their results.' })
  checks!: readonly PurchaseCheck[];

  @Field(() => MembershipOrder, {
    nullable: true,
    description:
      'The term that would be bought and its price, even if it may not be bought. Null when the kind must be chosen or there is no term to renew.',
  })
  order!: MembershipOrder | null;

  @Field(() => ProfileAfterOrder, {
    nullable: true,
    description: 'The changes to the profile. Null when there is no order.',
  })
  profileAfter!: ProfileAfterOrder | null;

  @Field(() => String, { description: 'A summary of the quote for people.' })
  inWords!: InWords;
}
