import { Field, Int, ObjectType } from 'type-graphql';
import type { Month } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { connectionOf } from '../connection';
import { Metric } from '../catalogue/metric';
import { Node } from '../node';
import { Decimal } from '../scalars/decimal';
import { YearMonth } from '../scalars/year-month';

@Private()
@ObjectType({
  implements: Node,
  description: 'The amount of a metric that the vendor recorded for an organization in one month.',
})
export class MetricRecord extends Node {
  @Field(() => Metric, { description: 'The metric.' })
  metric!: Metric;

  @Field(() => YearMonth, { description: 'The month.' })
  month!: Month;

  @Field(() => Decimal, {
    description: 'The amount, in the unit of the metric, with two decimal places.',
  })
  amount!: string;

  @Field(() => Int, {
    description:
      'The current version, incremented by every change. Pass it as `expectedVersion` to `recordMetrics`.',
  })
  version!: number;
}

export const MetricRecordConnection = connectionOf('MetricRecord', () => MetricRecord, 'metric records');
