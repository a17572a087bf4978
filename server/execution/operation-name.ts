import type { ApolloServerPlugin } from '@apollo/server';

/** In GraphQL over HTTP an empty name of an operation is none; graphql-js would look for an operation called "". */
export function normalizeOperationName(): ApolloServerPlugin {
  return {
    async requestDidStart({ request }) {
      if (request.operationName === '') delete request.operationName;
    },
  };
}
