import { Field, Int, ObjectType } from 'type-graphql';
import type { Level as LevelName } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { AttainmentPath } from '../catalogue/attainment-path';
import { Competency } from '../catalogue/competency';
import { Credential } from '../catalogue/credential';
import type { Employee } from '../people/employee';
import { Level } from '../catalogue/level';
import { ListSize } from '../list-size';
import { Metric } from '../catalogue/metric';
import { Decimal } from '../scalars/decimal';

@Private()
@ObjectType({ description: 'The credentials that one person would have to earn.' })
export class PlanStep {
  @ListSize(2)
  @Field(() => [Credential], { description: 'The credentials.' })
  credentials!: readonly Credential[];

  @Field(() => Int, {
    nullable: true,
    description:
      'The number of the person among those who join in a what-if, counted from 1. Null for everyone else.',
  })
  joiner!: number | null;

  employee!: Employee | null;
}

@Private()
@ObjectType({ description: 'Sales that a path still lacks.' })
export class MissingSales {
  @Field(() => Metric, { description: 'The metric.' })
  metric!: Metric;

  @Field(() => Int, { description: 'The number of months over which the metric is summed.' })
  months!: number;

  @Field(() => Decimal, {
    description:
      'The amount that the sum lacks, with two decimal places; 0.00 when only a closed month is missing.',
  })
  amount!: string;
}

@Private()
@ObjectType({
  description: 'A way to reach a level: the people and the credentials that they would have to earn.',
})
export class PlanWay {
  @Field(() => Competency, { description: 'The competency in which the level would be attained.' })
  competency!: Competency;

  @Field(() => AttainmentPath, { description: 'The path.' })
  path!: AttainmentPath;

  @Field(() => Level, { description: 'The level to which the path leads.' })
  level!: LevelName;

  @ListSize(4)
  @Field(() => [PlanStep], {
    description: 'The credentials to earn, person by person. Empty when none have to be earned.',
  })
  steps!: readonly PlanStep[];

  @Field(() => Int, { description: 'The number of credentials to earn.' })
  credentials!: number;

  @Field(() => Int, { description: 'The number of people to hire.' })
  hires!: number;

  @ListSize(1)
  @Field(() => [MissingSales], {
    description: 'The sales that are missing as well; empty when none are missing.',
  })
  missingSales!: readonly MissingSales[];

  @Field(() => Boolean, {
    description:
      'Whether this is proven to be the cheapest way on the path. False when the search was not exhaustive.',
  })
  provedMinimal!: boolean;
}
