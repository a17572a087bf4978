import { Field, Int, ObjectType } from 'type-graphql';
import type { Level as LevelName } from '../server/rules/vocabulary';
import { Private } from './access';
import { AttainmentPath } from './attainment-path';
import { Competency } from './competency';
import { Credential } from './credential';
import type { Employee } from './employee';
import { Level } from './level';
import { ListSize } from './list-size';
import { Metric } from './metric';
import { Decimal } from './scalars/decimal';

@Private()
@ObjectType({ description: 'What one person would have to earn.' })
export class PlanStep {
  @ListSize(2)
  @Field(() => [Credential], { description: 'The credentials.' })
  credentials!: readonly Credential[];

  @Field(() => Int, {
    nullable: true,
    description:
      'Of somebody who only joins in a what-if: which of its joiners, counted from 1; null for everybody else.',
  })
  joiner!: number | null;

  // Resolved in server/resolvers/plan.ts.
  employee!: Employee | null;
}

@Private()
@ObjectType({ description: 'Sales that a path still misses.' })
export class MissingSales {
  @Field(() => Metric, { description: 'What is measured.' })
  metric!: Metric;

  @Field(() => Int, { description: 'Over how many months it is summed.' })
  months!: number;

  @Field(() => Decimal, {
    description: 'What the sum lacks; 0.00 where it is only a closed month that is missing.',
  })
  amount!: number;
}

@Private()
@ObjectType({ description: 'A way to a level: who would have to earn what.' })
export class PlanWay {
  @Field(() => Competency, { description: 'The competency in which the level is proven.' })
  competency!: Competency;

  @Field(() => AttainmentPath, { description: 'The path.' })
  path!: AttainmentPath;

  @Field(() => Level, { description: 'The level that the path leads to.' })
  level!: LevelName;

  @ListSize(4)
  @Field(() => [PlanStep], {
    description: 'Who would have to earn what; empty when nothing has to be earned.',
  })
  steps!: readonly PlanStep[];

  @Field(() => Int, { description: 'How many credentials have to be earned.' })
  credentials!: number;

  @Field(() => Int, { description: 'How many people have to be hired for it.' })
  hires!: number;

  @ListSize(1)
  @Field(() => [MissingSales], { description: 'The sales that are missing besides; empty when none are.' })
  missingSales!: readonly MissingSales[];

  @Field(() => Boolean, {
    description:
      'Whether it is proved that nothing cheaper exists on this path; if not, it was not searched to the end.',
  })
  provedMinimal!: boolean;
}
