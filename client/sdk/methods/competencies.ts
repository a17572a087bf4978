import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { verbsOf, type Beside } from '../verbs.ts';

export function competencies(connection: Connection) {
  const { ask } = verbsOf(connection);
  return {
    /** The competencies, in the order of the catalogue. */
    list: (variables: op.CompetenciesQueryVariables = {}, options?: CallOptions) =>
      ask(op.CompetenciesDocument, variables, options, ({ competencies }) => competencies),
    /** A competency with its paths and benefits; null when there is none. */
    get: (key: string, variables: Beside<op.CompetencyQueryVariables, 'key'> = {}, options?: CallOptions) =>
      ask(op.CompetencyDocument, { key, ...variables }, options, ({ competency }) => competency),
    /** What each path of a competency asks for, as deep as it goes; null when there is no such competency. */
    paths: (
      key: string,
      variables: Beside<op.CompetencyPathsQueryVariables, 'key'> = {},
      options?: CallOptions,
    ) =>
      ask(
        op.CompetencyPathsDocument,
        { key, ...variables },
        options,
        ({ competency }) => competency?.paths ?? null,
      ),
  };
}
