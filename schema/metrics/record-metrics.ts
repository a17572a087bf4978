import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Month } from '../../server/rules/vocabulary';
import { ListSize } from '../list-size';
import { MetricRecord } from './metric-record';
import { CommandInput, Payload } from '../payload';
import { Decimal } from '../scalars/decimal';
import { YearMonth } from '../scalars/year-month';

@InputType({ description: 'The amount of a metric in one month.' })
export class MetricAmountInput {
  @Field(() => String, { description: 'The key of the metric, such as `azureConsumption`.' })
  metric!: string;

  @Field(() => YearMonth, { description: 'The month: the current one or an earlier one.' })
  month!: Month;

  @Field(() => Decimal, {
    description:
      'The amount, in the unit of the metric: less than 1,000,000,000,000, with at most two decimal places, and negative when returns exceed sales. It replaces any amount already recorded for the month.',
  })
  amount!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'The version of the record that you last read, or 0 when there was none. Default: no check, so the amount may replace a change that you have not seen.',
  })
  expectedVersion?: number | null;
}

@InputType({
  description:
    'Metric amounts of an organization. Amounts of closed months can be corrected as well; past statuses then change.',
})
export class RecordMetricsInput extends CommandInput {
  @Field(() => ID, { description: 'The organization.' })
  organizationId!: string;

  @Field(() => [MetricAmountInput], {
    description: 'The amounts: 1 to 500, at most one for each metric and month, except for equal repeats.',
  })
  records!: readonly MetricAmountInput[];

  @Field(() => String, {
    nullable: true,
    description: 'An optional reason for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@ObjectType({ description: 'The result of `recordMetrics`.' })
export class RecordMetricsPayload extends Payload {
  @ListSize(100)
  @Field(() => [MetricRecord], {
    nullable: true,
    description: 'The records, in the order of the input; null when the command was refused.',
  })
  metricRecords!: readonly MetricRecord[] | null;
}
