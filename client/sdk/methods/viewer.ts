import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { verbsOf } from '../verbs.ts';

export function viewer(connection: Connection) {
  const { ask } = verbsOf(connection);
  return {
    /** Who you are to the server, today. */
    get: (options?: CallOptions) => ask(op.ViewerDocument, {}, options, ({ viewer }) => viewer),
  };
}
