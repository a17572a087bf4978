import type { Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { verbsOf, type Beside } from '../verbs.ts';

export function overrides(connection: Connection) {
  const { command, list, listOf } = verbsOf(connection);
  return {
    /**
     * The vendor's decisions about the competencies of an organization, latest first.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    list: listOf(op.ListOverridesDocument, ({ overrides }) => overrides),
    /**
     * Lifts a competency of an organization, or withholds it, for some days.
     *
     * For: the vendor's agents.
     */
    place: command(op.PlaceOverrideDocument, 'override'),
    /**
     * Does so for all organizations whose membership ends in a span of days; answers the first hundred.
     *
     * For: the vendor's agents.
     */
    placeForCohort: command(op.PlaceCohortOverridesDocument, 'overrides'),
    /**
     * Which organizations a cohort has.
     *
     * For: the vendor's agents.
     */
    previewCohort: (variables: Beside<op.CohortOverridePreviewQueryVariables>, options?: ListOptions) =>
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
