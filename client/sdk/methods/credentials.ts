import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import { methodHelpers, type OptionalVariables } from '../method-helpers.ts';

export function credentials(connection: Connection) {
  const { ask } = methodHelpers(connection);
  return {
    /** The credentials that people can earn. */
    list: (variables: op.CredentialsQueryVariables = {}, options?: CallOptions) =>
      ask(op.CredentialsDocument, variables, options, ({ credentials }) => credentials),
    /** The credential with the given code; null when there is none. */
    get: (
      code: string,
      variables: OptionalVariables<op.CredentialQueryVariables, 'code'> = {},
      options?: CallOptions,
    ) => ask(op.CredentialDocument, { code, ...variables }, options, ({ credential }) => credential),
  };
}
