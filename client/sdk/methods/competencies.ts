import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { methodHelpers, type OptionalVariables } from '../method-helpers.ts';

export function competencies(connection: Connection) {
  const { ask } = methodHelpers(connection);
  return {
    /** The competencies of a day, in the order of the catalogue. */
    list: (variables: op.CompetenciesQueryVariables = {}, options?: CallOptions) =>
      ask(op.CompetenciesDocument, variables, options, ({ competencies }) => competencies),
    /** The competency with the given key on a day, including its paths and benefits; null when there is none. */
    get: (
      key: string,
      variables: OptionalVariables<op.CompetencyQueryVariables, 'key'> = {},
      options?: CallOptions,
    ) =>
      ask(
        op.CompetencyDocument,
        { key, ...variables },
        options,
        ({ competency }) => competency?.rules ?? null,
      ),
    /** The complete requirements of each path of a competency; null when the competency does not exist. */
    paths: (
      key: string,
      variables: OptionalVariables<op.CompetencyPathsQueryVariables, 'key'> = {},
      options?: CallOptions,
    ) =>
      ask(
        op.CompetencyPathsDocument,
        { key, ...variables },
        options,
        ({ competency }) => competency?.rules?.paths ?? null,
      ),
  };
}
