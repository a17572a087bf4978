import type { ApolloServerPlugin } from '@apollo/server';

/**
 * Clients that accept only `application/json` take another status than 200 for a fault of the network and do
 * not read the errors, so GraphQL over HTTP has 200 for requests that were understood and refused. Newer
 * clients accept `application/graphql-response+json` and get 400.
 */
export function answerJsonClientsWith200(): ApolloServerPlugin {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ request, response }) {
          const accepted = request.http?.headers.get('accept') ?? '';
          const onlyJson =
            accepted.includes('application/json') && !accepted.includes('graphql-response+json');
          const isRefused = response.body.kind === 'single' && response.body.singleResult.data === undefined;
          if (onlyJson && isRefused && response.http.status === 400) response.http.status = 200;
        },
      };
    },
  };
}
