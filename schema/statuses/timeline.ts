import { Field, InterfaceType, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { Competency } from '../catalogue/competency';
import { Level } from '../catalogue/level';
import { ListSize } from '../list-size';
import { LocalDate } from '../scalars/local-date';
import { Cause } from './cause';

@InterfaceType({
  description: 'A span of days on which a part of the status is the same.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class StatusSpan {
  @Field(() => LocalDate, { description: 'The first day of the span, or of the timeline.' })
  from!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day after the span, or after the timeline. Null when no later change is known.',
  })
  until!: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day of the span, or of the timeline. Null when no later change is known.',
  })
  lastDay!: Day | null;

  @ListSize(2)
  @Field(() => [Cause], {
    description:
      'The events of the first day that cause the change from the span before. Empty for the first span of a timeline.',
  })
  causes!: readonly Cause[];
}

@Private()
@ObjectType({ implements: StatusSpan, description: 'A span of days with the same level.' })
export class LevelSpan extends StatusSpan {
  @Field(() => Level, { nullable: true, description: 'The level. Null when there is none.' })
  level!: LevelName | null;
}

@Private()
@ObjectType({ implements: StatusSpan, description: 'A span of days on which a flag has the same value.' })
export class FlagSpan extends StatusSpan {
  @Field(() => Boolean, {
    nullable: true,
    description: 'The value. Null for `willBeEligible` while no membership is running.',
  })
  flag!: boolean | null;
}

@Private()
@ObjectType({
  description:
    'The levels of one competency over time. The spans of each list follow each other without gaps.',
})
export class CompetencyTimeline {
  @Field(() => Competency, { description: 'The competency.' })
  competency!: Competency;

  @ListSize(3)
  @Field(() => [LevelSpan], { description: 'The attained level.' })
  attainedLevel!: readonly LevelSpan[];

  @ListSize(3)
  @Field(() => [LevelSpan], { description: 'The displayed level.' })
  displayedLevel!: readonly LevelSpan[];
}

@Private()
@ObjectType({
  description:
    'The status of an organization over the days of a span, according to the recorded facts. The spans of each list follow each other without gaps from the first to the last of these days.',
})
export class StatusTimeline {
  @Field(() => LocalDate, { description: 'The first day of the timeline.' })
  from!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day after the timeline. Null when it has no end.',
  })
  until!: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day of the timeline. Null when it has no end.',
  })
  lastDay!: Day | null;

  @ListSize(4)
  @Field(() => [CompetencyTimeline], {
    description:
      'The competencies that are attained or displayed on any of these days, ordered by key. All other competencies have no level on any of them.',
  })
  competencies!: readonly CompetencyTimeline[];

  @ListSize(3)
  @Field(() => [LevelSpan], { description: 'The level of the running membership.' })
  membershipLevel!: readonly LevelSpan[];

  @ListSize(3)
  @Field(() => [LevelSpan], { description: 'The highest membership level that may be bought.' })
  eligibleLevel!: readonly LevelSpan[];

  @ListSize(3)
  @Field(() => [FlagSpan], {
    description:
      'Whether a displayed competency will not be attained at its displayed level on the renewal day.',
  })
  renewalAtRisk!: readonly FlagSpan[];

  @ListSize(3)
  @Field(() => [FlagSpan], {
    description: 'Whether the level of the membership may be bought on the renewal day.',
  })
  willBeEligible!: readonly FlagSpan[];
}
