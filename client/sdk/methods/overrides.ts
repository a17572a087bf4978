import type { Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { verbsOf, type Beside } from '../verbs.ts';

export function overrides(connection: Connection) {
  const { command, list, listOf } = verbsOf(connection);
  return {
    /** The vendor's decisions about the competencies of an organization, latest first. */
    list: listOf(op.ListOverridesDocument, ({ overrides }) => overrides),
    /** Lifts a competency of an organization, or withholds it, for some days. */
    place: command(op.PlaceOverrideDocument, 'override'),
    /** Does so for all organizations whose membership ends in a span of days; answers the first hundred. */
    placeForCohort: command(op.PlaceCohortOverridesDocument, 'overrides'),
    /** Which organizations a cohort has. */
    previewCohort: (variables: Beside<op.CohortOverridePreviewQueryVariables>, options?: ListOptions) =>
      list(
        op.CohortOverridePreviewDocument,
        variables,
        options,
        ({ cohortOverridePreview }) => cohortOverridePreview,
      ),
    /** Ends an override today. */
    revoke: command(op.RevokeOverrideDocument, 'override'),
  };
}
