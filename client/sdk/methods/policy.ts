import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { verbsOf } from '../verbs.ts';

export function policy(connection: Connection) {
  const { ask } = verbsOf(connection);
  return {
    /** The numbers of the programme. */
    get: (variables: op.PolicyQueryVariables = {}, options?: CallOptions) =>
      ask(op.PolicyDocument, variables, options, ({ policy }) => policy),
  };
}
