import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { AGENTS, Allow } from '../../../schema/access';
import { ImportMetricsInput, ImportMetricsPayload } from '../../../schema/metrics/import-metrics';
import { MetricRecord } from '../../../schema/metrics/metric-record';
import { RecordMetricsInput, RecordMetricsPayload } from '../../../schema/metrics/record-metrics';
import { importMetrics } from '../../commands/metrics/import-metrics';
import { recordMetrics } from '../../commands/metrics/record-metrics';
import type { Context } from '../../request/context';
import { required } from '../../request/required';
import { catalogueToday } from '../../presenters/catalogue/catalogue-on-day';
import { presentRefusals } from '../../presenters/refusal';
import { countOutcomes } from '../import-counts';
import { presentMetricRecord, type MetricRecordSource } from '../../presenters/metrics/metric-record';
import { Organization } from '../../../schema/organizations/organization';
import { loadOrganization } from '../organizations/load-organization';

@Resolver(() => MetricRecord)
export class MetricRecordResolver {
  @Allow(AGENTS)
  @Mutation(() => RecordMetricsPayload, {
    description: 'Records or corrects metric amounts of an organization.',
  })
  async recordMetrics(
    @Arg('input', () => RecordMetricsInput, { description: 'The amounts.' }) input: RecordMetricsInput,
    @Ctx() context: Context,
  ): Promise<RecordMetricsPayload> {
    const { answer, refusals } = await recordMetrics(context, input);
    if (answer === null) return { metricRecords: null, refusals: presentRefusals(refusals, context) };
    const records = answer.metricRecordIds.map((id) => metricRecordWithId(context, id));
    return { metricRecords: await Promise.all(records), refusals: presentRefusals(refusals, context) };
  }

  @Allow(AGENTS)
  @Mutation(() => ImportMetricsPayload, {
    description:
      'Imports up to 500 metric amounts of many organizations. An amount replaces any amount already recorded for the month. Sending a file again changes only amounts that were changed in the meantime.',
  })
  async importMetrics(
    @Arg('input', () => ImportMetricsInput, { description: 'The amounts.' }) input: ImportMetricsInput,
    @Ctx() context: Context,
  ): Promise<ImportMetricsPayload> {
    const { answer, refusals } = await importMetrics(context, input);
    if (answer === null) return { rows: null, counts: null, refusals: presentRefusals(refusals, context) };
    const rows = answer.rows.map(async ({ id, outcome, refusals: ofRow }, index) => ({
      outcome,
      refusals: presentRefusals(ofRow, context),
      index,
      metricRecord: id === null ? null : await metricRecordWithId(context, id),
    }));
    return {
      rows: await Promise.all(rows),
      counts: countOutcomes(answer.rows),
      refusals: presentRefusals(refusals, context),
    };
  }

  @FieldResolver(() => Organization, { description: 'The organization that achieved the amount.' })
  organization(@Root() { organizationId }: MetricRecordSource, @Ctx() context: Context) {
    return loadOrganization(context, organizationId);
  }
}

/** Needs no access check: only agents run these commands, and agents see all records. Records are never deleted. */
async function metricRecordWithId(context: Context, id: string): Promise<MetricRecord> {
  const row = required(await context.load.metricRecord.load(id));
  return presentMetricRecord(row, await catalogueToday(context));
}
