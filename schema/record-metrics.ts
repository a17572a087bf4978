import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Month } from '../server/rules/vocabulary';
import { ListSize } from './list-size';
import { MetricRecord } from './metric-record';
import { CommandInput, Payload } from './payload';
import { Decimal } from './scalars/decimal';
import { YearMonth } from './scalars/year-month';

/** What is told of a month, by whoever tells it. */
@InputType()
export abstract class MeasuredInput {
  @Field(() => String, { description: 'The key of the metric, such as `azureConsumption`.' })
  metric!: string;

  @Field(() => YearMonth, { description: 'The month: the current one or an earlier one.' })
  month!: Month;

  @Field(() => Decimal, {
    description:
      'How much, in the unit of the metric: less than 1,000,000,000,000, and less than zero where more was given back. It replaces what was recorded for the month before.',
  })
  amount!: number;
}

@InputType({ description: 'What the vendor has measured in a month.' })
export class MetricAmountInput extends MeasuredInput {
  @Field(() => Int, {
    nullable: true,
    description:
      'The version of the record that you have seen, 0 when there was none. When absent, the amount replaces whatever is recorded, also what you have not seen.',
  })
  expectedVersion?: number | null;
}

@InputType({
  description:
    'What the vendor has measured of an organization. Months that are closed can be corrected too, which rewrites every day.',
})
export class RecordMetricsInput extends CommandInput {
  @Field(() => ID, { description: 'The organization.' })
  organizationId!: string;

  @Field(() => [MetricAmountInput], { description: 'The amounts: 1 to 500, each month of a metric once.' })
  records!: readonly MetricAmountInput[];

  @Field(() => String, {
    nullable: true,
    description: 'Why, for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@ObjectType({ description: 'The answer to `recordMetrics`.' })
export class RecordMetricsPayload extends Payload {
  @ListSize(100)
  @Field(() => [MetricRecord], {
    nullable: true,
    description: 'The records, in the order of the amounts; null when the command was refused.',
  })
  metricRecords!: readonly MetricRecord[] | null;
}
