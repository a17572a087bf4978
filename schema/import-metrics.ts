import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Open } from './access';
import { ErrorPolicy, ImportCounts, ImportedRow } from './import';
import { ListSize } from './list-size';
import { MetricRecord } from './metric-record';
import { CommandInput, Payload } from './payload';
import { MeasuredInput } from './record-metrics';

@InputType({
  description:
    'What the vendor has measured of an organization in a month. The organization is named by the id or by the key. There is no `expectedVersion`: a feed tells what it has, and replaces what is recorded; to correct what you have seen, use `recordMetrics`.',
})
export class ImportMetricRow extends MeasuredInput {
  @Field(() => ID, { nullable: true, description: 'The id of the organization.' })
  organizationId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The key of the organization, such as `nordwind-it`.',
  })
  organizationKey?: string | null;
}

@InputType({
  description:
    'What the vendor has measured of many organizations. Months that are closed can be corrected too, which rewrites every day.',
})
export class ImportMetricsInput extends CommandInput {
  @Field(() => ErrorPolicy, {
    defaultValue: ErrorPolicy.REJECT_ALL,
    description: 'What is done when some rows are refused.',
  })
  errorPolicy!: ErrorPolicy;

  @Field(() => [ImportMetricRow], {
    description: 'The amounts: 1 to 500, each month of a metric of an organization once.',
  })
  rows!: readonly ImportMetricRow[];

  @Field(() => String, {
    nullable: true,
    description: 'Why, for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@Open()
@ObjectType({ description: 'What became of one row of `importMetrics`.' })
export class ImportedMetricRecord extends ImportedRow {
  @Field(() => MetricRecord, { nullable: true, description: 'The record; null when the row was refused.' })
  metricRecord!: MetricRecord | null;
}

@ObjectType({ description: 'The answer to `importMetrics`.' })
export class ImportMetricsPayload extends Payload {
  @ListSize(500)
  @Field(() => [ImportedMetricRecord], {
    nullable: true,
    description: 'What became of each row, in the order of the rows; null when the command was refused.',
  })
  rows!: readonly ImportedMetricRecord[] | null;

  @Field(() => ImportCounts, {
    nullable: true,
    description: 'How many rows became what; null when the command was refused.',
  })
  counts!: ImportCounts | null;
}
