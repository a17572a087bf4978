import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Day, Level as LevelName } from '../server/rules/vocabulary';
import { Private } from './access';
import { Competency } from './competency';
import { Level } from './level';
import { ListSize } from './list-size';
import { MembershipKind, type Membership } from './membership';
import { MembershipCredit } from './membership-credit';
import { Money } from './money';
import { Offer } from './offer';
import { LocalDate } from './scalars/local-date';

export const PurchaseCheckKey = {
  ELIGIBLE_LEVEL: 'ELIGIBLE_LEVEL',
  KIND_CHOSEN: 'KIND_CHOSEN',
  NO_RUNNING_TERM: 'NO_RUNNING_TERM',
  NOT_IN_GRACE: 'NOT_IN_GRACE',
  RENEWAL_WINDOW: 'RENEWAL_WINDOW',
  LOWER_RUNNING_TERM: 'LOWER_RUNNING_TERM',
  NO_LATER_TERM: 'NO_LATER_TERM',
  CREDIT_IN_CURRENCY: 'CREDIT_IN_CURRENCY',
  WITHIN_CALENDAR: 'WITHIN_CALENDAR',
} as const;
export type PurchaseCheckKey = keyof typeof PurchaseCheckKey;

registerEnumType(PurchaseCheckKey, {
  name: 'PurchaseCheckKey',
  description: 'What a purchase is checked for.',
  valuesConfig: {
    ELIGIBLE_LEVEL: {
      description: 'A competency is attained at the level or a higher one on the day of the purchase.',
    },
    KIND_CHOSEN: { description: 'Where both a renewal and an upgrade are possible, the kind is said.' },
    NO_RUNNING_TERM: { description: 'For a new membership: no term runs.' },
    NOT_IN_GRACE: { description: 'For a new membership: no ended term may still be renewed.' },
    RENEWAL_WINDOW: { description: 'For a renewal: there is a term to renew, and this is the time.' },
    LOWER_RUNNING_TERM: { description: 'For an upgrade: a term at a lower level runs.' },
    NO_LATER_TERM: { description: 'The term would overlap no other one.' },
    CREDIT_IN_CURRENCY: {
      description: 'For an upgrade: what was paid for later terms was paid in the currency of the price.',
    },
    WITHIN_CALENDAR: {
      description:
        'The term has a day before the end of the calendar, 9999-12-31. Listed only where it has none.',
    },
  },
});

export const DiscountReason = { UPGRADE: 'UPGRADE' } as const;
export type DiscountReason = keyof typeof DiscountReason;

registerEnumType(DiscountReason, {
  name: 'DiscountReason',
  description: 'What a discount is given for.',
  valuesConfig: { UPGRADE: { description: 'For an upgrade, by the policy.' } },
});

@Private()
@ObjectType({ description: 'One condition of a purchase, and whether it holds.' })
export class PurchaseCheck {
  @Field(() => PurchaseCheckKey, { description: 'For programs.' })
  key!: PurchaseCheckKey;

  @Field(() => Boolean, { description: 'Whether it holds.' })
  passed!: boolean;

  @Field(() => String, { description: 'For people: how it stands.' })
  inWords!: string;

  @Field(() => String, {
    nullable: true,
    description: 'For people: what would make it hold; null where it does.',
  })
  toPass!: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The day from which it holds without anybody doing anything; null where it holds, and where no such day is known.',
  })
  passesFrom!: Day | null;
}

@Private()
@ObjectType({ description: 'What is taken off a list price.' })
export class Discount {
  @Field(() => DiscountReason, { description: 'What it is given for.' })
  reason!: DiscountReason;

  @Field(() => Int, { description: 'How much, in percent of the list price.' })
  percent!: number;

  @Field(() => Money, { description: 'How much, in money.' })
  amount!: Money;
}

@Private()
@ObjectType({ description: 'A term that would end earlier because of an order.' })
export class ShortenedTerm {
  @Field(() => LocalDate, {
    description: 'The end that it would have. When that is its first day, it would never run.',
  })
  endsOn!: Day;

  // Resolved in server/resolvers/membership-quote.ts.
  membership!: Membership;
}

@Private()
@ObjectType({ description: 'What would be bought, and what it would cost.' })
export class MembershipOrder {
  @Field(() => LocalDate, { description: 'The first day of the term.' })
  startsOn!: Day;

  @Field(() => LocalDate, { description: 'The first day that no longer belongs to the term.' })
  endsOn!: Day;

  @Field(() => Money, { description: 'The price of the offer.' })
  listPrice!: Money;

  @ListSize(1)
  @Field(() => [Discount], { description: 'What is taken off it.' })
  discounts!: readonly Discount[];

  @ListSize(1)
  @Field(() => [MembershipCredit], {
    description: 'What was paid for terms that would no longer begin, taken off as well.',
  })
  credits!: readonly MembershipCredit[];

  @Field(() => Money, {
    description:
      'What is to be paid: the `expectedTotal` of the purchase. Less than nothing where more is credited than it costs.',
  })
  total!: Money;

  @ListSize(1)
  @Field(() => [ShortenedTerm], { description: 'The terms that it would take the place of.' })
  shortens!: readonly ShortenedTerm[];
}

@Private()
@ObjectType({ description: 'A competency that the profile would show otherwise because of an order.' })
export class ProfileChange {
  @Field(() => Competency, { description: 'The competency.' })
  competency!: Competency;

  @Field(() => Level, {
    nullable: true,
    description: 'The level at which it is shown before the order acts; null: not at all.',
  })
  before!: LevelName | null;

  @Field(() => Level, {
    nullable: true,
    description: 'The level at which it would be shown; null: not at all.',
  })
  after!: LevelName | null;

  @Field(() => String, { description: 'The same for people.' })
  inWords!: string;
}

@Private()
@ObjectType({ description: 'What the profile would show otherwise because of an order, by what is known.' })
export class ProfileAfterOrder {
  @Field(() => LocalDate, {
    description:
      'The day that is compared: the first one of the term or, where that has passed, the day asked. A term that begins later is compared with the day before.',
  })
  on!: Day;

  @ListSize(4)
  @Field(() => [ProfileChange], {
    description: 'What would be gained, lost, or shown at another level: a new term begins anew.',
  })
  changes!: readonly ProfileChange[];
}

@Private()
@ObjectType({
  description:
    'What a membership would cost on a day, and everything that speaks for or against buying it. The purchase is judged by the same.',
})
export class MembershipQuote {
  @Field(() => LocalDate, { description: 'The day of the purchase.' })
  on!: Day;

  @Field(() => Offer, { description: 'The offer, as it is on that day.' })
  offer!: Offer;

  @Field(() => MembershipKind, {
    nullable: true,
    description:
      'The kind asked for or, when none was, the only possible one. Null: several are possible, so it must be chosen. Where none is possible, the one that will be next.',
  })
  kind!: MembershipKind | null;

  @Field(() => [MembershipKind], {
    description: 'The kinds that the terms so far allow, whatever is proven.',
  })
  possibleKinds!: readonly MembershipKind[];

  @Field(() => Boolean, { description: 'Whether all checks have passed.' })
  mayBePurchased!: boolean;

  @ListSize(5)
  @Field(() => [PurchaseCheck], { description: 'Everything that speaks for or against it.' })
  checks!: readonly PurchaseCheck[];

  @Field(() => MembershipOrder, {
    nullable: true,
    description:
      'What would be bought, also where it may not be. Null where the kind must be chosen, and where there is no term to renew.',
  })
  order!: MembershipOrder | null;

  @Field(() => ProfileAfterOrder, {
    nullable: true,
    description: 'What the profile would show otherwise; null where there is no order.',
  })
  profileAfter!: ProfileAfterOrder | null;

  @Field(() => String, { description: 'The same for people, as a whole.' })
  inWords!: string;
}
