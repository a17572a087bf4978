import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { methodHelpers } from '../method-helpers.ts';

export function centers(connection: Connection) {
  const { ask } = methodHelpers(connection);
  return {
    /** The Centers of Excellence, with the competencies of each. */
    list: (variables: op.CentersQueryVariables = {}, options?: CallOptions) =>
      ask(op.CentersDocument, variables, options, ({ centers }) => centers),
  };
}
