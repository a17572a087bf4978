import type { ApolloServerPlugin } from '@apollo/server';
import { JSON_TYPE, mediaTypeFor } from './media-type';

/**
 * Whoever reads `application/json` takes another status than 200 for a fault of the network and does not read the
 * errors, so GraphQL over HTTP has 200 for requests that were understood and refused. In the newer
 * `application/graphql-response+json` the status says it too: 400. A more exact one, such as 429, stays in both.
 */
export function answerJsonClientsWith200(): ApolloServerPlugin {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ request, response }) {
          const type = mediaTypeFor(request.http?.headers.get('accept'));
          // Apollo itself says so to whoever accepts neither.
          if (type === null || response.body.kind !== 'single') return;
          response.http.headers.set('content-type', type);
          const { status = 200 } = response.http;
          const isRefused = response.body.singleResult.data === undefined;
          if (!isRefused || (status !== 200 && status !== 400)) return;
          const isUnderstood = request.query !== undefined && request.query !== '';
          response.http.status = type === JSON_TYPE && isUnderstood ? 200 : 400;
        },
      };
    },
  };
}
