import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { methodHelpers } from '../method-helpers.ts';

export function policy(connection: Connection) {
  const { ask } = methodHelpers(connection);
  return {
    /** The policy of the programme: its limits and periods. */
    get: (variables: op.PolicyQueryVariables = {}, options?: CallOptions) =>
      ask(op.PolicyDocument, variables, options, ({ policy }) => policy),
  };
}
