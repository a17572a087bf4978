import { Field, InputType, ObjectType } from 'type-graphql';
import { Open } from '../access';
import { ErrorPolicy, ImportCounts, ImportedRow } from '../import';
import { ListSize } from '../list-size';
import { MetricRecord } from './metric-record';
import type { OneFieldOf } from '../one-of';
import { OrganizationReference } from '../organizations/organization-reference';
import { CommandInput, Payload } from '../payload';

@InputType({
  description:
    'A metric amount of an organization in a month. An imported amount replaces the recorded one without a version check; use `recordMetrics` to correct an amount that you have read.',
})
export class ImportMetricRow {
  @Field(() => OrganizationReference, {
    description: 'The organization. An unknown organization refuses only this row.',
  })
  organization!: OneFieldOf<OrganizationReference>;

  @Field(() => String, { description: 'The key of the metric, such as `azureConsumption`.' })
  metric!: string;

  @Field(() => String, {
    description:
      'The month, written as `YYYY-MM`: the current one or an earlier one. Any other text refuses only this row.',
  })
  month!: string;

  @Field(() => String, {
    description:
      'The amount in the unit of the metric, written as a decimal number such as `1850.00`: less than 1,000,000,000,000, with at most two decimal places, and negative when returns exceed sales. Any other text refuses only this row.',
  })
  amount!: string;
}

@InputType({
  description:
    'Metric amounts of many organizations. Amounts of closed months can be corrected as well; past statuses then change.',
})
export class ImportMetricsInput extends CommandInput {
  @Field(() => ErrorPolicy, {
    defaultValue: ErrorPolicy.REJECT_ALL,
    description: 'The handling of refused rows.',
  })
  errorPolicy!: ErrorPolicy;

  @Field(() => [ImportMetricRow], {
    description:
      'The amounts: 1 to 500, at most one for each organization, metric and month, except for equal repeats.',
  })
  rows!: readonly ImportMetricRow[];

  @Field(() => String, {
    nullable: true,
    description: 'An optional reason for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@Open()
@ObjectType({ description: 'The result of one row of `importMetrics`.' })
export class ImportedMetricRecord extends ImportedRow {
  @Field(() => MetricRecord, { nullable: true, description: 'The record; null when the row was refused.' })
  metricRecord!: MetricRecord | null;
}

@ObjectType({ description: 'The result of `importMetrics`.' })
export class ImportMetricsPayload extends Payload {
  @ListSize(500)
  @Field(() => [ImportedMetricRecord], {
    nullable: true,
    description: 'The result of each row, in the order of the input; null when the command was refused.',
  })
  rows!: readonly ImportedMetricRecord[] | null;

  @Field(() => ImportCounts, {
    nullable: true,
    description: 'The number of rows by outcome; null when the command was refused.',
  })
  counts!: ImportCounts | null;
}
