import { Field, Int, ObjectType } from 'type-graphql';
import type { Month } from '../server/rules/vocabulary';
import { Private } from './access';
import { connectionOf } from './connection';
import { Metric } from './metric';
import { Node } from './node';
import { Decimal } from './scalars/decimal';
import { YearMonth } from './scalars/year-month';

@Private()
@ObjectType({
  implements: Node,
  description: 'What the vendor has measured of an organization in one month.',
})
export class MetricRecord extends Node {
  @Field(() => Metric, { description: 'What was measured.' })
  metric!: Metric;

  @Field(() => YearMonth, { description: 'The month.' })
  month!: Month;

  @Field(() => Decimal, { description: 'How much, in the unit of the metric.' })
  amount!: number;

  @Field(() => Int, { description: 'Counts its changes.' })
  version!: number;
}

export const MetricRecordConnection = connectionOf('MetricRecord', () => MetricRecord, 'metric records');
