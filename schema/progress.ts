import { createUnionType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Day, Month } from '../server/rules/vocabulary';
import { Private } from './access';
import type { Achievement } from './achievement';
import { AttainmentPath } from './attainment-path';
import { connectionOf } from './connection';
import { Credential } from './credential';
import type { Employee } from './employee';
import { ListSize } from './list-size';
import { Metric } from './metric';
import { Need } from './need';
import { Decimal } from './scalars/decimal';
import { LocalDate } from './scalars/local-date';
import { YearMonth } from './scalars/year-month';

@Private()
@ObjectType({ description: 'A credential with which somebody satisfies a need.' })
export class ContributingCredential {
  @Field(() => Credential, { description: 'The credential.' })
  credential!: Credential;

  // Resolved in server/resolvers/progress.ts.
  achievement!: Achievement | null;
}

@Private()
@ObjectType({ description: 'Somebody who counts for a requirement.' })
export class Contributor {
  @Field(() => Int, {
    nullable: true,
    description:
      'Of somebody who only joins in a what-if: which of its joiners, counted from 1; null for an employee.',
  })
  joiner!: number | null;

  // Resolved in server/resolvers/progress.ts.
  employee!: Employee | null;
}

export const ContributorConnection = connectionOf('Contributor', () => Contributor, 'contributors');

@Private()
@ObjectType({ description: 'A place in a requirement, to be filled by one person.' })
export class SlotProgress {
  @Field(() => Int, { description: 'The group of the requirement that it belongs to, counted from 1.' })
  group!: number;

  @Field(() => Need, { description: 'What the person in it must hold.' })
  need!: typeof Need;

  @Field(() => Contributor, { nullable: true, description: 'Who fills it; null: nobody is left for it.' })
  filledBy!: Contributor | null;

  @ListSize(2)
  @Field(() => [ContributingCredential], { description: 'With what; empty when nobody fills it.' })
  with!: readonly ContributingCredential[];
}

@Private()
@ObjectType({ description: 'How far a requirement of people is.' })
export class PeopleProgress {
  @Field(() => Boolean, { description: 'Whether it holds: every slot is filled by a person of its own.' })
  holds!: boolean;

  @Field(() => Int, { description: 'How many slots are filled.' })
  have!: number;

  @Field(() => Int, { description: 'How many slots there are.' })
  need!: number;

  @ListSize(4)
  @Field(() => [SlotProgress], { description: 'The slots, group by group.' })
  slots!: readonly SlotProgress[];

  // Resolved in server/resolvers/progress.ts, for its arguments.
  spare!: readonly Contributor[];
}

@Private()
@ObjectType({ description: 'One month of a window.' })
export class MonthOfWindow {
  @Field(() => YearMonth, { description: 'The month.' })
  month!: Month;

  @Field(() => Decimal, { description: 'What was measured in it; 0.00 when nothing was.' })
  amount!: number;
}

@Private()
@ObjectType({ description: 'How far a requirement of a metric is.' })
export class MetricProgress {
  @Field(() => Boolean, { description: 'Whether it holds: the sum reaches the threshold.' })
  holds!: boolean;

  @Field(() => Metric, { description: 'What is measured.' })
  metric!: Metric;

  @ListSize(12)
  @Field(() => [MonthOfWindow], {
    description:
      'The months that are summed, which end with the latest closed one; none while no month is closed.',
  })
  months!: readonly MonthOfWindow[];

  @Field(() => Decimal, { description: 'The sum of these months.' })
  have!: number;

  @Field(() => Decimal, {
    nullable: true,
    description: "The threshold of the organization's market; null: the path is closed to it.",
  })
  need!: number | null;
}

@Private()
@ObjectType({ description: 'How far several requirements are, that are joined by all or any.' })
export class PartsProgress {
  @Field(() => Boolean, { description: 'Whether it holds.' })
  holds!: boolean;

  @Field(() => Int, { description: 'How many of the parts hold.' })
  have!: number;

  @Field(() => Int, { description: 'How many of the parts must hold.' })
  need!: number;

  @ListSize(2)
  @Field(() => [RequirementProgress], { description: 'The parts.' })
  of!: readonly (typeof RequirementProgress)[];
}

export const RequirementProgress = createUnionType({
  name: 'RequirementProgress',
  description: 'How far a requirement is on a day, and what that is made of.',
  types: () => [PeopleProgress, MetricProgress, PartsProgress] as const,
  resolveType: (value) => (value as unknown as { __typename: string }).__typename,
});

@Private()
@ObjectType({ description: 'How far a path is on a day.' })
export class PathProgress {
  @Field(() => AttainmentPath, { description: 'The path.' })
  path!: AttainmentPath;

  @Field(() => Boolean, {
    description: 'Whether the path can be used on the day. One that cannot does not hold, however far it is.',
  })
  isEffective!: boolean;

  @Field(() => Boolean, { description: 'Whether all of its requirements hold.' })
  holds!: boolean;

  @ListSize(2)
  @Field(() => [RequirementProgress], { description: 'How far each of its requirements is.' })
  requirements!: readonly (typeof RequirementProgress)[];
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
  description: 'Why an achievement does not count for a competency on a day.',
  valuesConfig: {
    NOT_YET_EARNED: { description: 'It is earned later.' },
    EXPIRED: { description: 'Its time is over.' },
    REVOKED: { description: 'It was taken back.' },
    NO_LONGER_ACCEPTED: { description: 'Its credential is no longer accepted.' },
    ELSEWHERE: { description: 'The person does not belong to the organization on the day.' },
    ON_NO_PATH: { description: 'No path of the competency that can be used on the day asks for it.' },
    PERSON_ALREADY_USED: { description: 'The person fills a slot with other achievements.' },
    PERSON_SPARE: { description: 'It would do, but the person is not needed.' },
    NEED_INCOMPLETE: { description: 'The person lacks what must be held besides.' },
  },
});

@Private()
@ObjectType({ description: 'A reason for which an achievement does not count.' })
export class UncountedReason {
  @Field(() => UncountedReasonKind, { description: 'For programs.' })
  kind!: UncountedReasonKind;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Since when, or from when on it would count; null when the reason has no day, or the person has not been here yet.',
  })
  on!: Day | null;

  @Field(() => String, { description: 'For people.' })
  inWords!: string;
}

@Private()
@ObjectType({ description: 'An achievement that fills no slot of a competency on a day, and why.' })
export class UncountedAchievement {
  @Field(() => Credential, { description: 'Its credential.' })
  credential!: Credential;

  @ListSize(1)
  @Field(() => [UncountedReason], { description: 'Why it does not count: at least one reason.' })
  reasons!: readonly UncountedReason[];

  // Resolved in server/resolvers/progress.ts.
  achievement!: Achievement | null;
  contributor!: Contributor;
}

export const UncountedAchievementConnection = connectionOf(
  'UncountedAchievement',
  () => UncountedAchievement,
  'achievements that do not count',
);
