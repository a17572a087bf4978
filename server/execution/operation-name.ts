import type { ApolloServerPlugin } from '@apollo/server';

/** GraphQL over HTTP treats an empty operation name as absent. graphql-js would look for an operation named "". */
export function normalizeOperationName(): ApolloServerPlugin {
  return {
    async requestDidStart({ request }) {
      if (request.operationName === '') delete request.operationName;
    },
  };
}
