import { Field, Int, InterfaceType, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName, OverrideEffect as EffectName } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { Competency } from '../catalogue/competency';
import { CompetencyRules } from '../catalogue/competency-rules';
import { Level } from '../catalogue/level';
import { ListSize } from '../list-size';
import { Node } from '../node';
import { type Override, OverrideEffect } from '../overrides/override';
import { PathProgress, type UncountedAchievement } from './progress';
import { LocalDate } from '../scalars/local-date';
import { SemanticNonNull } from '../semantic-non-null';

@Private()
@ObjectType({ description: 'An override that is in effect for a competency on the requested day.' })
export class ActingOverride {
  @Field(() => OverrideEffect, { description: 'The effect of the override.' })
  effect!: EffectName;

  @Field(() => Level, { nullable: true, description: 'The level of a GRANT; null for a WITHHOLD.' })
  level!: LevelName | null;

  @Field(() => LocalDate, { description: 'The first day on which the override is in effect.' })
  from!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day on which the override is no longer in effect. Null when it has no end.',
  })
  until!: Day | null;

  // Resolved in server/resolvers/statuses/competency-status.ts.
  lastDay!: Day | null;
  override!: Override | null;
}

@InterfaceType({
  description:
    'A status of a competency of an organization on a day, with the reasons, with or without hypothetical changes.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class DerivedCompetencyStatus {
  @Field(() => String, { description: 'The key of the competency.' })
  key!: string;

  @Field(() => Competency, { description: 'The competency.' })
  competency!: Competency;

  @Field(() => CompetencyRules, {
    description: 'The rules of the competency that are in force on the day of the status.',
  })
  rules!: CompetencyRules;

  @Field(() => Level, {
    nullable: true,
    description:
      'The attained level: the highest level with a path that holds, adjusted by overrides. Null when no level is attained.',
  })
  attainedLevel!: LevelName | null;

  @Field(() => Level, {
    nullable: true,
    description: 'The level that the facts alone give, without overrides. Null when they give no level.',
  })
  levelWithoutOverrides!: LevelName | null;

  @ListSize(1)
  @Field(() => [ActingOverride], {
    description: 'The overrides in effect on the day, including those that change nothing.',
  })
  overrides!: readonly ActingOverride[];

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The next day on which the level, the level without overrides or the overrides change according to the recorded facts. Null when no such day is known.',
  })
  nextChangeOn!: Day | null;

  @ListSize(3)
  @SemanticNonNull()
  @Field(() => [PathProgress], {
    nullable: true,
    description: 'The progress of each path, for all levels, in the order of the catalogue.',
  })
  paths!: readonly PathProgress[] | null;

  @SemanticNonNull()
  @Field(() => Int, {
    nullable: true,
    description:
      'The percentage of `nextPath`. Without a next path, 100 when the facts prove a level, and 0 when they prove none.',
  })
  percent!: number | null;

  @Field(() => Level, {
    nullable: true,
    description:
      'The lowest level that the facts, without overrides, do not prove yet. Null when no effective path leads to a higher level, or when the competency is retired.',
  })
  nextLevel!: LevelName | null;

  @Field(() => PathProgress, {
    nullable: true,
    description:
      'The nearest effective path to `nextLevel`: the one with the highest percentage, then with the fewest missing people. A path to a higher level leads to this level, too. Null without a next level.',
  })
  nextPath!: PathProgress | null;

  // Resolved in server/resolvers/statuses/competency-status.ts.
  uncounted!: readonly UncountedAchievement[];
}

@Private()
@ObjectType({
  implements: [DerivedCompetencyStatus, Node],
  description:
    'The status of a competency of an organization on a day, with the reasons. It is identified by the organization, the competency and the day.',
})
export class CompetencyStatus extends DerivedCompetencyStatus implements Node {
  id!: string;
}

@Private()
@ObjectType({
  implements: DerivedCompetencyStatus,
  description:
    'The status that a competency of an organization would have on a day under hypothetical changes. It has no id, so that no cache takes it for the actual status.',
})
export class SupposedCompetencyStatus extends DerivedCompetencyStatus {}
