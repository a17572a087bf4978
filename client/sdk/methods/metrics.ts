import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { verbsOf } from '../verbs.ts';

export function metrics(connection: Connection) {
  const { ask, command, listOf } = verbsOf(connection);
  return {
    /** What is measured of organizations, month by month. */
    list: (variables: op.MetricsQueryVariables = {}, options?: CallOptions) =>
      ask(op.MetricsDocument, variables, options, ({ metrics }) => metrics),
    /**
     * What the vendor has measured of an organization.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    ofOrganization: listOf(op.ListMetricRecordsDocument, ({ metricRecords }) => metricRecords),
    /**
     * Writes down what was measured of an organization.
     *
     * For: the vendor's agents.
     */
    record: command(op.RecordMetricsDocument, 'metricRecords'),
    /**
     * Writes down up to 500 amounts at once; the same amount twice changes nothing.
     *
     * For: the vendor's agents.
     */
    import: command(op.ImportMetricsDocument, 'rows', 'counts'),
  };
}
