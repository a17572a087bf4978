import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { methodHelpers } from '../method-helpers.ts';

export function offers(connection: Connection) {
  const { ask } = methodHelpers(connection);
  return {
    /** The memberships on sale. */
    list: (variables: op.OffersQueryVariables = {}, options?: CallOptions) =>
      ask(op.OffersDocument, variables, options, ({ offers }) => offers),
  };
}
