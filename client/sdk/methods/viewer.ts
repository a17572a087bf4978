import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { methodHelpers } from '../method-helpers.ts';

export function viewer(connection: Connection) {
  const { ask } = methodHelpers(connection);
  return {
    /** Your identity and roles, as the server sees them today. */
    get: (options?: CallOptions) => ask(op.ViewerDocument, {}, options, ({ viewer }) => viewer),
  };
}
