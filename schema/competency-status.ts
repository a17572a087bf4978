import { Field, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName, OverrideEffect as EffectName } from '../server/rules/vocabulary';
import { Private } from './access';
import { Competency } from './competency';
import { Level } from './level';
import { ListSize } from './list-size';
import { type Override, OverrideEffect } from './override';
import { PathProgress, type UncountedAchievement } from './progress';
import { LocalDate } from './scalars/local-date';

@Private()
@ObjectType({ description: 'An override that acts on a competency on the day asked.' })
export class ActingOverride {
  @Field(() => OverrideEffect, { description: 'What it does.' })
  effect!: EffectName;

  @Field(() => Level, { nullable: true, description: 'The level of a GRANT; null for a WITHHOLD.' })
  level!: LevelName | null;

  @Field(() => LocalDate, { description: 'The first day on which it acts.' })
  from!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day on which it no longer acts; null in a what-if that names none.',
  })
  until!: Day | null;

  // Resolved in server/resolvers/competency-status.ts.
  override!: Override | null;
}

@Private()
@ObjectType({ description: 'How a competency of an organization stands on a day, and why.' })
export class CompetencyStatus {
  @Field(() => String, { description: 'The key of the competency.' })
  key!: string;

  @Field(() => Competency, { description: 'The competency, as the catalogue of the day describes it.' })
  competency!: Competency;

  @Field(() => Level, {
    nullable: true,
    description: 'The highest level with a path that holds, and then what overrides make of it; null: none.',
  })
  attainedLevel!: LevelName | null;

  @Field(() => Level, { nullable: true, description: 'What the facts alone give; null: no level.' })
  levelWithoutOverrides!: LevelName | null;

  @ListSize(1)
  @Field(() => [ActingOverride], {
    description: 'The overrides that act on the day, also those that change nothing.',
  })
  overrides!: readonly ActingOverride[];

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The next day on which the level, the level without overrides, or the overrides change by themselves, by what is known; null: never.',
  })
  nextChangeOn!: Day | null;

  @ListSize(3)
  @Field(() => [PathProgress], {
    nullable: true,
    description: 'How far each path is, of all levels, in the order of the catalogue.',
  })
  paths!: readonly PathProgress[] | null;

  // Resolved in server/resolvers/competency-status.ts, for its arguments.
  uncounted!: readonly UncountedAchievement[];
}
