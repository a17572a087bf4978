import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { methodHelpers } from '../method-helpers.ts';

export function metrics(connection: Connection) {
  const { ask, command, listOf } = methodHelpers(connection);
  return {
    /** The metrics that the vendor measures for each organization, month by month. */
    list: (variables: op.MetricsQueryVariables = {}, options?: CallOptions) =>
      ask(op.MetricsDocument, variables, options, ({ metrics }) => metrics),
    /**
     * The metric amounts that the vendor recorded for an organization.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    ofOrganization: listOf(op.ListMetricRecordsDocument, ({ metricRecords }) => metricRecords),
    /**
     * Records metric amounts of an organization.
     *
     * For: the vendor's agents.
     */
    record: command(op.RecordMetricsDocument, 'metricRecords'),
    /**
     * Imports up to 500 metric amounts. Importing the same amount again changes nothing.
     *
     * For: the vendor's agents.
     */
    import: command(op.ImportMetricsDocument, 'rows', 'counts'),
  };
}
