import { Field, Int, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName, Month } from '../server/rules/vocabulary';
import { Open } from './access';
import { CatalogueProblem } from './catalogue/catalogue-problem';
import { Level } from './catalogue/level';
import { PurchaseCheck } from './memberships/purchase-check';
import { Money } from './money';
import { Refusal } from './refusal';
import { DateTime } from './scalars/date-time';
import { Decimal } from './scalars/decimal';
import { LocalDate } from './scalars/local-date';
import { YearMonth } from './scalars/year-month';
import { ListSize } from './list-size';

@Open()
@ObjectType({
  description: 'A membership level, or a displayed competency at a level, that includes a benefit.',
})
export class BenefitInclusion {
  @Field(() => Level, { description: 'The level of the membership or of the competency.' })
  level!: LevelName;

  @Field(() => String, {
    nullable: true,
    description: 'The key of the competency. Null when the membership includes the benefit.',
  })
  competency!: string | null;
}

@Open()
@ObjectType({
  implements: Refusal,
  description: 'A refusal whose code and path say everything. The message may quote the arguments.',
})
export class PlainRefusal extends Refusal {}

@Open()
@ObjectType({ implements: Refusal, description: 'The expected version is not the current one.' })
export class VersionRefusal extends Refusal {
  @Field(() => Int, { description: 'The current version of the object.' })
  currentVersion!: number;
}

@Open()
@ObjectType({
  implements: Refusal,
  description: 'A length, a count or another number is outside its limits.',
})
export class LimitRefusal extends Refusal {
  @Field(() => Int, {
    nullable: true,
    description:
      'The number that was given or counted. Null when no number was given, or when counting stopped at the limit.',
  })
  measured!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The smallest permitted number. Null when only the maximum limits it.',
  })
  min!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The largest permitted number. Null when only the minimum limits it.',
  })
  max!: number | null;
}

@Open()
@ObjectType({ implements: Refusal, description: 'The day is outside the permitted days.' })
export class DayRefusal extends Refusal {
  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first permitted day. Null when only `latestOn` limits the day, or when no day is permitted.',
  })
  earliestOn!: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The last permitted day. Null when only `earliestOn` limits the day, or when no day is permitted.',
  })
  latestOn!: Day | null;
}

@Open()
@ObjectType({ implements: Refusal, description: 'The month is too late.' })
export class MonthRefusal extends Refusal {
  @Field(() => YearMonth, { description: 'The last permitted month.' })
  latestMonth!: Month;
}

@Open()
@ObjectType({ implements: Refusal, description: 'The programme does not permit the command yet.' })
export class TooEarlyRefusal extends Refusal {
  @Field(() => LocalDate, { description: 'The first day on which the programme permits the command.' })
  permittedFrom!: Day;
}

@Open()
@ObjectType({ implements: Refusal, description: 'The programme no longer permits the command.' })
export class TooLateRefusal extends Refusal {
  @Field(() => LocalDate, {
    description:
      'The last day on which the programme permitted the command, or the day before the purchase if it never did.',
  })
  lastPermittedOn!: Day;
}

@Open()
@ObjectType({ implements: Refusal, description: 'The key or the code is not known.' })
export class UnknownKeyRefusal extends Refusal {
  @ListSize(2)
  @Field(() => [String], {
    description:
      'Known keys that may have been meant: the most similar one or, if none is similar, all of them. Empty when more than 12 are known.',
  })
  suggestions!: readonly string[];
}

@Open()
@ObjectType({ implements: Refusal, description: 'The key belongs to another object.' })
export class KeyTakenRefusal extends Refusal {
  @Field(() => String, { description: 'A similar key that is free.' })
  freeKey!: string;
}

@Open()
@ObjectType({ implements: Refusal, description: 'The amount is outside the permitted range.' })
export class AmountRefusal extends Refusal {
  @Field(() => Decimal, {
    nullable: true,
    description: 'The smallest permitted amount. Null when only the maximum limits it.',
  })
  minAmount!: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'The largest permitted amount. Null when only the minimum limits it.',
  })
  maxAmount!: string | null;
}

@Open()
@ObjectType({ implements: Refusal, description: 'The amount has too many decimal places.' })
export class DecimalPlacesRefusal extends Refusal {
  @Field(() => Int, { description: 'The largest permitted number of decimal places.' })
  maxDecimalPlaces!: number;
}

@Open()
@ObjectType({ implements: Refusal, description: 'The total is not the expected one.' })
export class TotalRefusal extends Refusal {
  @Field(() => Money, { description: 'The total that is to be paid.' })
  total!: Money;
}

@Open()
@ObjectType({ implements: Refusal, description: 'Too little of the benefit is left.' })
export class QuantityRefusal extends Refusal {
  @Field(() => Int, { description: 'The quantity that is left in the term.' })
  remaining!: number;

  @Field(() => Int, { description: 'The total quantity for the term.' })
  quantity!: number;
}

@Open()
@ObjectType({ implements: Refusal, description: 'The membership does not include the benefit.' })
export class NotIncludedRefusal extends Refusal {
  @ListSize(2)
  @Field(() => [BenefitInclusion], {
    description: 'What includes the benefit, each at the lowest level that does.',
  })
  includedIn!: readonly BenefitInclusion[];
}

@Open()
@ObjectType({ implements: Refusal, description: 'Benefits of the term have been used.' })
export class UsedBenefitsRefusal extends Refusal {
  @ListSize(2)
  @Field(() => [String], { description: 'The keys of the used benefits.' })
  benefits!: readonly string[];
}

@Open()
@ObjectType({
  implements: Refusal,
  description: 'Another term of the organization, or its refund, prevents the command.',
})
export class TermRefusal extends Refusal {
  @Field(() => Level, { description: 'The level of that term.' })
  level!: LevelName;

  @Field(() => LocalDate, { description: 'The first day of that term.' })
  from!: Day;

  @Field(() => LocalDate, { description: 'The first day after that term.' })
  until!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day of that term. Null when the term never runs.',
  })
  lastDay!: Day | null;
}

@Open()
@ObjectType({ implements: Refusal, description: 'Another affiliation of the person overlaps the days.' })
export class AffiliationRefusal extends Refusal {
  @Field(() => LocalDate, { description: 'The first day of that affiliation.' })
  memberFrom!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day of that affiliation. Null when it has no end.',
  })
  lastMemberOn!: Day | null;
}

@Open()
@ObjectType({ implements: Refusal, description: 'The person already belongs to the organization.' })
export class AlreadyMemberRefusal extends Refusal {
  @Field(() => LocalDate, { description: 'The first day of the affiliation.' })
  memberFrom!: Day;
}

@Open()
@ObjectType({ implements: Refusal, description: 'The object has already ended.' })
export class EndedRefusal extends Refusal {
  @Field(() => LocalDate, {
    description:
      'The day from which the object no longer counts: the day of its revocation or refund, or the first day after it.',
  })
  endedOn!: Day;
}

@Open()
@ObjectType({ implements: Refusal, description: 'The object has already ended, or has been used.' })
export class EndedAtRefusal extends Refusal {
  @Field(() => DateTime, { description: 'The instant of the end or of the use.' })
  endedAt!: Date;
}

@Open()
@ObjectType({ implements: Refusal, description: 'The month has already been closed.' })
export class ClosedMonthRefusal extends Refusal {
  @Field(() => LocalDate, { description: 'The first day on which the month counts as closed.' })
  closedOn!: Day;
}

@Open()
@ObjectType({
  implements: Refusal,
  description: 'An earlier row of the request has the same record with other values.',
})
export class RepeatedRowRefusal extends Refusal {
  @ListSize(2)
  @Field(() => [String], { description: 'The path of the earlier row.' })
  firstPath!: readonly string[];

  @ListSize(2)
  @Field(() => [String], { description: 'The names of the fields that differ.' })
  differingFields!: readonly string[];
}

@Open()
@ObjectType({ implements: Refusal, description: 'The stored record has other values.' })
export class DifferingRecordRefusal extends Refusal {
  @ListSize(2)
  @Field(() => [String], { description: 'The names of the fields that differ.' })
  differingFields!: readonly string[];
}

@Open()
@ObjectType({ implements: Refusal, description: 'The document has a problem.' })
export class DocumentRefusal extends Refusal {
  @Field(() => CatalogueProblem, { description: 'The problem, as `checkCatalogue` shows it.' })
  problem!: CatalogueProblem;
}

@Open()
@ObjectType({ implements: Refusal, description: 'A condition of the purchase is not met.' })
export class PurchaseRefusal extends Refusal {
  @Field(() => PurchaseCheck, { description: 'The condition, as a quote of today shows it.' })
  check!: PurchaseCheck;
}
