import type { Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { methodHelpers, type OptionalVariables } from '../method-helpers.ts';

export function overrides(connection: Connection) {
  const { command, list, listOf } = methodHelpers(connection);
  return {
    /**
     * The overrides of an organization, latest first.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    list: listOf(op.ListOverridesDocument, ({ overrides }) => overrides),
    /**
     * Places an override that grants or withholds a competency of an organization.
     *
     * For: the vendor's agents.
     */
    place: command(op.PlaceOverrideDocument, 'override'),
    /**
     * Places the same override on all organizations whose last term ends within a period. Returns the first 100.
     *
     * For: the vendor's agents.
     */
    placeForCohort: command(op.PlaceCohortOverridesDocument, 'overrides'),
    /**
     * The organizations that `placeForCohort` would affect.
     *
     * For: the vendor's agents.
     */
    previewCohort: (
      variables: OptionalVariables<op.CohortOverridePreviewQueryVariables>,
      options?: ListOptions,
    ) =>
      list(
        op.CohortOverridePreviewDocument,
        variables,
        options,
        ({ cohortOverridePreview }) => cohortOverridePreview,
      ),
    /**
     * Ends an override today.
     *
     * For: the vendor's agents.
     */
    revoke: command(op.RevokeOverrideDocument, 'override'),
  };
}
