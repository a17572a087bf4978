import { Field, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import type { Day, Month } from '../../server/rules/vocabulary';
import type { InWords } from '../in-words';
import { Private } from '../access';
import type { Achievement } from '../people/achievement';
import { AttainmentPath } from '../catalogue/attainment-path';
import { connectionOf } from '../connection';
import { Credential } from '../catalogue/credential';
import type { Employee } from '../people/employee';
import { ListSize } from '../list-size';
import { Metric } from '../catalogue/metric';
import { Need } from '../catalogue/need';
import { Decimal } from '../scalars/decimal';
import { LocalDate } from '../scalars/local-date';
import { YearMonth } from '../scalars/year-month';

@Private()
@ObjectType({ description: 'A credential with which a person satisfies a need.' })
export class ContributingCredential {
  @Field(() => Credential, { description: 'The credential.' })
  credential!: Credential;

  achievement!: Achievement | null;
}

@Private()
@ObjectType({ description: 'A person who counts for a requirement.' })
export class Contributor {
  @Field(() => Int, {
    nullable: true,
    description:
      'The number of the person among those who join in a what-if, counted from 1. Null for an employee.',
  })
  joiner!: number | null;

  employee!: Employee | null;
}

export const ContributorConnection = connectionOf('Contributor', () => Contributor, 'contributors');

@Private()
@ObjectType({ description: 'A slot of a requirement, to be filled by one person.' })
export class SlotProgress {
  @Field(() => Int, { description: 'The number of the group to which the slot belongs, counted from 1.' })
  group!: number;

  @Field(() => Need, { description: 'The need that the person in the slot must satisfy.' })
  need!: Need;

  @Field(() => Contributor, {
    nullable: true,
    description: 'The person who fills the slot. Null when nobody is available for it.',
  })
  filledBy!: Contributor | null;

  @ListSize(2)
  @Field(() => [ContributingCredential], {
    description: 'The credentials with which the person fills the slot; empty when nobody fills it.',
  })
  with!: readonly ContributingCredential[];
}

@InterfaceType({
  description: 'The progress of a requirement on a day.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class RequirementProgress {
  @Field(() => Boolean, { description: 'Whether the requirement is met.' })
  holds!: boolean;
}

@Private()
@ObjectType({
  implements: RequirementProgress,
  description:
    'The progress of a people requirement. It is met when each slot is filled by a different person.',
})
export class PeopleProgress extends RequirementProgress {
  @Field(() => Int, { description: 'The number of filled slots.' })
  have!: number;

  @Field(() => Int, { description: 'The number of slots.' })
  need!: number;

  @ListSize(4)
  @Field(() => [SlotProgress], { description: 'The slots, ordered by group.' })
  slots!: readonly SlotProgress[];

  spare!: readonly Contributor[];
}

@Private()
@ObjectType({ description: 'One month of a metric window.' })
export class MonthOfWindow {
  @Field(() => YearMonth, { description: 'The month.' })
  month!: Month;

  @Field(() => Decimal, {
    description: 'The amount recorded for the month, with two decimal places; 0.00 when none was recorded.',
  })
  amount!: string;
}

@Private()
@ObjectType({
  implements: RequirementProgress,
  description: 'The progress of a metric requirement. It is met when the sum reaches the threshold.',
})
export class MetricProgress extends RequirementProgress {
  @Field(() => Metric, { description: 'The metric.' })
  metric!: Metric;

  @ListSize(12)
  @Field(() => [MonthOfWindow], {
    description:
      'The months that are summed, ending with the latest closed month. Empty while no month is closed.',
  })
  months!: readonly MonthOfWindow[];

  @Field(() => Decimal, { description: 'The sum of the amounts of these months, with two decimal places.' })
  sum!: string;

  @Field(() => Decimal, {
    nullable: true,
    description:
      "The threshold for the organization's market class, with two decimal places. Null when the path is closed to that class.",
  })
  threshold!: string | null;
}

@Private()
@ObjectType({
  implements: RequirementProgress,
  description: 'The progress of a combination of requirements.',
})
export class PartsProgress extends RequirementProgress {
  @Field(() => Int, { description: 'The number of requirements that are met.' })
  have!: number;

  @Field(() => Int, { description: 'The number of requirements that must be met.' })
  need!: number;

  @ListSize(2)
  @Field(() => [RequirementProgress], { description: 'The progress of each requirement of the combination.' })
  of!: readonly RequirementProgress[];
}

@InterfaceType({
  description: 'A part that a path lacks on a day.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class MissingPart {
  @Field(() => String, { description: 'The part as a sentence for people.' })
  inWords!: InWords;
}

@Private()
@ObjectType({
  implements: MissingPart,
  description: 'Open slots of a requirement with the same need. Each of them needs a different person.',
})
export class MissingPeople extends MissingPart {
  @Field(() => Int, { description: 'The number of the group to which the slots belong, counted from 1.' })
  group!: number;

  @Field(() => Need, { description: 'The need that each person must satisfy.' })
  need!: Need;

  @Field(() => Int, { description: 'The number of open slots.' })
  count!: number;
}

@Private()
@ObjectType({ implements: MissingPart, description: 'An amount that the sum of a metric lacks.' })
export class MissingAmount extends MissingPart {
  @Field(() => Metric, { description: 'The metric.' })
  metric!: Metric;

  @Field(() => Decimal, {
    description: 'The amount, with two decimal places; 0.00 when only a closed month is missing.',
  })
  amount!: string;
}

@Private()
@ObjectType({
  implements: MissingPart,
  description:
    "A metric without a threshold for the organization's market class, to which the path is closed.",
})
export class ClosedToMarket extends MissingPart {
  @Field(() => Metric, { description: 'The metric.' })
  metric!: Metric;
}

@Private()
@ObjectType({ implements: MissingPart, description: 'The path is not effective on the day.' })
export class NotEffective extends MissingPart {}

@Private()
@ObjectType({ description: 'The progress of a path on a day.' })
export class PathProgress {
  @Field(() => AttainmentPath, { description: 'The path.' })
  path!: AttainmentPath;

  @Field(() => Boolean, {
    description: 'Whether the path is effective on the day. A path that is not effective never holds.',
  })
  isEffective!: boolean;

  @Field(() => Boolean, {
    description: 'Whether the path holds: it is effective and all of its requirements are met.',
  })
  holds!: boolean;

  @Field(() => Int, {
    description:
      'The reached share in percent, rounded down; 100 if and only if the path holds. Each slot and each metric has the same weight; of alternatives, the nearest counts.',
  })
  percent!: number;

  @ListSize(2)
  @Field(() => [MissingPart], {
    description:
      'The parts that the path lacks; of alternatives, those of the nearest. Empty when the path holds.',
  })
  missing!: readonly MissingPart[];

  @ListSize(2)
  @Field(() => [RequirementProgress], { description: 'The progress of each requirement of the path.' })
  requirements!: readonly RequirementProgress[];
}

export const UncountedReasonKind = {
  NOT_YET_EARNED: 'NOT_YET_EARNED',
  EXPIRED: 'EXPIRED',
  REVOKED: 'REVOKED',
  NO_LONGER_ACCEPTED: 'NO_LONGER_ACCEPTED',
  ELSEWHERE: 'ELSEWHERE',
  ON_NO_PATH: 'ON_NO_PATH',
  PERSON_ALREADY_USED: 'PERSON_ALREADY_USED',
  PERSON_SPARE: 'PERSON_SPARE',
  NEED_INCOMPLETE: 'NEED_INCOMPLETE',
} as const;
export type UncountedReasonKind = keyof typeof UncountedReasonKind;

registerEnumType(UncountedReasonKind, {
  name: 'UncountedReasonKind',
  description: 'Reason why an achievement does not count for a competency on a day.',
  valuesConfig: {
    NOT_YET_EARNED: { description: 'The achievement is earned on a later day.' },
    EXPIRED: { description: 'The achievement has expired.' },
    REVOKED: { description: 'The achievement was revoked.' },
    NO_LONGER_ACCEPTED: { description: 'The credential is no longer accepted.' },
    ELSEWHERE: { description: 'The person does not belong to the organization on the day.' },
    ON_NO_PATH: {
      description: 'No path of the competency that is effective on the day asks for the credential.',
    },
    PERSON_ALREADY_USED: { description: 'The person fills a slot with other achievements.' },
    PERSON_SPARE: { description: 'The achievement would count, but the person is not needed.' },
    NEED_INCOMPLETE: {
      description: 'The person lacks other credentials that are required together with this one.',
    },
  },
});

@Private()
@ObjectType({ description: 'A reason why an achievement does not count.' })
export class UncountedReason {
  @Field(() => UncountedReasonKind, { description: 'The reason, for use by programs.' })
  kind!: UncountedReasonKind;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The day since which the reason applies or, for a credential that is earned later, the day of earning. Null when the reason has no day or the person has not belonged to the organization yet.',
  })
  on!: Day | null;

  @Field(() => String, { description: 'The reason as a sentence for people.' })
  inWords!: InWords;
}

@Private()
@ObjectType({ description: 'An achievement that fills no slot of a competency on a day, with the reasons.' })
export class UncountedAchievement {
  @Field(() => Credential, { description: 'The credential of the achievement.' })
  credential!: Credential;

  @ListSize(1)
  @Field(() => [UncountedReason], {
    description: 'The reasons why the achievement does not count: at least one.',
  })
  reasons!: readonly UncountedReason[];

  achievement!: Achievement | null;
  contributor!: Contributor;
}

export const UncountedAchievementConnection = connectionOf(
  'UncountedAchievement',
  () => UncountedAchievement,
  'achievements that do not count',
);
