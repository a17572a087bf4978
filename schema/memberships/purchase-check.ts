import { Field, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import type { Day, Level as LevelName } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { Competency } from '../catalogue/competency';
import { Level } from '../catalogue/level';
import type { InWords } from '../in-words';
import { ListSize } from '../list-size';
import { LocalDate } from '../scalars/local-date';
import { Membership, MembershipKind } from './membership';
import { RenewalWindow } from './renewal-window';

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
  description: 'Condition of a purchase.',
  valuesConfig: {
    ELIGIBLE_LEVEL: {
      description: 'A competency is attained at the level, or at a higher one, on the day of the purchase.',
    },
    KIND_CHOSEN: {
      description:
        'The kind of the purchase is known. When both a renewal and an upgrade are possible, the caller must choose.',
    },
    NO_RUNNING_TERM: { description: 'For a new membership: no term is running.' },
    NOT_IN_GRACE: { description: 'For a new membership: no ended term can still be renewed.' },
    RENEWAL_WINDOW: {
      description: 'For a renewal: there is a term to renew, and the day lies in its renewal window.',
    },
    LOWER_RUNNING_TERM: { description: 'For an upgrade: a term at a lower level is running.' },
    NO_LATER_TERM: { description: 'The new term overlaps no other term.' },
    CREDIT_IN_CURRENCY: {
      description: 'For an upgrade: the later terms to be credited were paid in the currency of the price.',
    },
    WITHIN_CALENDAR: {
      description:
        'The term has at least one day before the end of the calendar, 9999-12-31. Listed only when it has none.',
    },
  },
});

@InterfaceType({
  description:
    'One condition of a purchase and its result. The types show the values that decide about the condition, whether it is met or not.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class PurchaseCheck {
  @Field(() => PurchaseCheckKey, { description: 'The condition, for use by programs.' })
  key!: PurchaseCheckKey;

  @Field(() => Boolean, { description: 'Whether the condition is met.' })
  passed!: boolean;

  @Field(() => String, { description: 'The result as a sentence for people.' })
  inWords!: InWords;

  @Field(() => String, {
    nullable: true,
    description: 'A message for people: how to meet the condition. Null when it is met.',
  })
  toPass!: InWords | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which the condition is met without any action. Null when it is already met or no such day is known.',
  })
  passesFrom!: Day | null;
}

@Private()
@ObjectType({ implements: PurchaseCheck, description: 'Whether a competency is attained at the level.' })
export class EligibilityCheck extends PurchaseCheck {
  @Field(() => Level, { description: 'The level at which a competency must be attained.' })
  requiredLevel!: LevelName;

  @ListSize(2)
  @Field(() => [Level], { description: 'The levels at which a competency is attained.' })
  eligibleLevels!: readonly LevelName[];

  @ListSize(2)
  @Field(() => [Competency], {
    description:
      'The competencies that would be attained at the level if no override withheld them. Empty when the condition is met.',
  })
  withheldCompetencies!: readonly Competency[];
}

@Private()
@ObjectType({ implements: PurchaseCheck, description: 'Whether the kind of the purchase is known.' })
export class KindCheck extends PurchaseCheck {
  @Field(() => [MembershipKind], { description: 'The kinds that the existing terms allow.' })
  possibleKinds!: readonly MembershipKind[];
}

@Private()
@ObjectType({
  implements: PurchaseCheck,
  description:
    'Whether no term is running, for a new membership, or a term at a lower level, for an upgrade.',
})
export class RunningTermCheck extends PurchaseCheck {
  @Field(() => Membership, { nullable: true, description: 'The running term. Null when none is running.' })
  runningTerm!: Membership | null;

  @ListSize(1)
  @Field(() => [Level], { description: 'The levels to which the running term can be upgraded.' })
  upgradeLevels!: readonly LevelName[];

  @Field(() => RenewalWindow, {
    nullable: true,
    description: 'The period in which the last term can be renewed. Null when there is no term to renew.',
  })
  renewalWindow!: RenewalWindow | null;
}

@Private()
@ObjectType({
  implements: PurchaseCheck,
  description:
    'Whether the day is in the renewal window, for a renewal, or not in its grace period, for a new membership.',
})
export class RenewalWindowCheck extends PurchaseCheck {
  @Field(() => RenewalWindow, {
    nullable: true,
    description: 'The period in which the last term can be renewed. Null when there is no term to renew.',
  })
  renewalWindow!: RenewalWindow | null;
}

@Private()
@ObjectType({ implements: PurchaseCheck, description: 'Whether the new term overlaps no later term.' })
export class LaterTermCheck extends PurchaseCheck {
  @Field(() => Membership, {
    nullable: true,
    description: 'The first term that the new one would overlap. Null when there is none.',
  })
  laterTerm!: Membership | null;
}

@Private()
@ObjectType({
  implements: PurchaseCheck,
  description: 'Whether the payments for later terms can be credited.',
})
export class CurrencyCheck extends PurchaseCheck {
  @Field(() => String, { description: 'The ISO 4217 code of the currency of the price.' })
  currency!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The currency of a payment that cannot be credited. Null when there is none.',
  })
  otherCurrency!: string | null;
}

@Private()
@ObjectType({ implements: PurchaseCheck, description: 'Whether the term has a day in the calendar.' })
export class CalendarCheck extends PurchaseCheck {
  @Field(() => LocalDate, { description: 'The first day of the term.' })
  from!: Day;
}
